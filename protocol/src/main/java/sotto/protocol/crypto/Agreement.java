package sotto.protocol.crypto;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// An X25519 key pair (RFC 7748), for agreeing on a secret with whoever has another.
///
/// Safe for use by any number of threads. `toString` reveals nothing.
public final class Agreement {

  /// The length of a secret, a public key and what is agreed on, in bytes.
  public static final int SIZE = 32;

  private static final Bytes NOTHING = Bytes.owned(new byte[SIZE]);

  private final Bytes secret;
  private final Bytes publicKey;

  private Agreement(Bytes secret, Bytes publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  /// Makes a new key pair.
  ///
  /// @param random where it comes from; must be cryptographically strong outside tests
  /// @return the key pair
  public static Agreement create(RandomGenerator random) {
    var secret = new byte[SIZE];
    random.nextBytes(secret);
    return of(Bytes.owned(secret));
  }

  /// Makes a key pair from its secret.
  ///
  /// @param secret 32 bytes, which are clamped when they are used
  /// @return the key pair
  /// @throws IllegalArgumentException if there are not 32 bytes
  public static Agreement of(Bytes secret) {
    require(secret);
    var key = Curves.chosen().agreements().publicKey(secret.toArray());
    return new Agreement(secret, Bytes.owned(key));
  }

  /// Returns the public key.
  ///
  /// @return 32 bytes
  public Bytes publicKey() {
    return publicKey;
  }

  /// Returns what this key pair and another's public key have in common.
  ///
  /// @param peer the other's public key, 32 bytes; its highest bit is ignored (RFC 7748, 5)
  /// @return 32 bytes, or nothing if the peer's key is of small order, so that everybody would know
  ///   them (RFC 7748, 6.1)
  /// @throws IllegalArgumentException if there are not 32 bytes
  public Optional<Bytes> with(Bytes peer) {
    require(peer);
    var shared = Bytes.owned(Curves.chosen().agreements().agree(secret.toArray(), peer.toArray()));
    return shared.equals(NOTHING) ? Optional.empty() : Optional.of(shared);
  }

  @Override
  public String toString() {
    return "agreement:[redacted]";
  }

  private static void require(Bytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("an X25519 key has " + SIZE + " bytes");
    }
  }
}
