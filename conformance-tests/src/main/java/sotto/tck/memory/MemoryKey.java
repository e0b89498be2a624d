package sotto.tck.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import sotto.spi.Address;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// A key of the memory network. Its secret is the seed and a checksum, so that damage shows.
final class MemoryKey implements ServiceKey {

  /// How many bytes of checksum follow the seed in a secret.
  static final int CHECK_LENGTH = 4;

  private static final System.Logger LOG = System.getLogger("sotto.tck.memory");
  private static final int CONTEXT_MIN = 16;
  private static final int CONTEXT_MAX = 1024;

  private final byte[] seed;
  private final Ed25519 pair;
  private final Traits traits;
  private final Bugs bugs;

  MemoryKey(byte[] seed, Traits traits, Bugs bugs) {
    this.seed = seed;
    this.pair = Ed25519.of(seed);
    this.traits = traits;
    this.bugs = bugs;
  }

  @Override
  public Address address() {
    return Address.of(MemoryProvider.SCHEME, pair.id());
  }

  @Override
  public Secret secret() {
    if (bugs.has(Bug.LOGS_SECRET)) {
      LOG.log(System.Logger.Level.DEBUG, "the seed is {0}", HexFormat.of().formatHex(seed));
    }
    var bytes = Arrays.copyOf(seed, seed.length + CHECK_LENGTH);
    System.arraycopy(Ed25519.sha256(seed), 0, bytes, seed.length, CHECK_LENGTH);
    return Secret.of(bytes);
  }

  @Override
  public Proof prove(byte[] context) throws KeyRejected {
    if (context.length < CONTEXT_MIN || context.length > CONTEXT_MAX) {
      throw new IllegalArgumentException("a context has 16 to 1024 bytes");
    }
    if (!traits.has(Trait.ADDRESS_PROOF)) {
      throw new KeyRejected("This network has no proofs. What to do: do without.");
    }
    var cut =
        bugs.has(Bug.PROOF_CUTS_LONG_CONTEXT)
            ? Arrays.copyOf(context, Math.min(context.length, CONTEXT_MAX / 2))
            : context;
    return Proof.of(pair.sign(message(pair.id(), cut, bugs)), new byte[0]);
  }

  /// What is signed: a domain, the scheme, the address and the context, each with its length.
  static byte[] message(byte[] id, byte[] context, Bugs bugs) {
    if (bugs.has(Bug.PROOF_SIGNS_RAW)) {
      return context;
    }
    var message = new ByteArrayOutputStream();
    for (var part :
        new byte[][] {
          "sotto memory proof 1".getBytes(US_ASCII),
          MemoryProvider.SCHEME.getBytes(US_ASCII),
          id,
          bugs.has(Bug.PROOF_IGNORES_CONTEXT) ? new byte[0] : context
        }) {
      message.write(part.length >>> 8);
      message.write(part.length);
      message.writeBytes(part);
    }
    return message.toByteArray();
  }

  @Override
  public String toString() {
    return bugs.has(Bug.KEY_TELLS_ITS_SECRET)
        ? "memory key:" + HexFormat.of().formatHex(seed)
        : "memory key:[redacted]";
  }
}
