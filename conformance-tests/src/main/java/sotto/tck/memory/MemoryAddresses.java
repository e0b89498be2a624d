package sotto.tck.memory;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// Addresses of the memory network: 35 bytes, which are an Ed25519 key, two bytes of checksum, and
/// a version, as on Tor.
final class MemoryAddresses implements Addresses {

  private static final Pattern NATIVE = Pattern.compile("([a-z2-7]{56})\\.memory(:[0-9]{1,5})?");

  private static final int CRASH_BELOW = 6;

  private final Traits traits;
  private final Bugs bugs;

  MemoryAddresses(Traits traits, Bugs bugs) {
    this.traits = traits;
    this.bugs = bugs;
  }

  @Override
  public Address parse(String text) throws AddressRejected {
    if (text.length() > Address.TEXT_MAX) {
      throw rejected("it is too long");
    }
    if (bugs.has(Bug.CRASHES_ON_GARBAGE) && text.length() < CRASH_BELOW) {
      throw new StringIndexOutOfBoundsException(text.length());
    }
    var lower = bugs.has(Bug.READS_LOWER_CASE_ONLY) ? text : text.toLowerCase(Locale.ROOT);
    lower = bugs.has(Bug.STRIPS_SPACES) ? lower.strip() : lower;
    var match = NATIVE.matcher(lower);
    if (match.matches()) {
      var port = match.group(2) == null ? "" : match.group(2);
      return check(Address.parse(MemoryProvider.SCHEME + ":" + match.group(1) + port));
    }
    return check(Address.parse(lower));
  }

  @Override
  public String format(Address address) throws AddressRejected {
    if (bugs.has(Bug.REDACTS_WHAT_IT_FORMATS)) {
      return check(address).toString();
    }
    var parts = check(address).text().split(":", -1);
    return parts[1] + ".memory" + (parts.length == 3 ? ":" + parts[2] : "");
  }

  @Override
  public Address check(Address address) throws AddressRejected {
    if (bugs.has(Bug.TAKES_FOREIGN_ADDRESSES)) {
      return address;
    }
    if (bugs.has(Bug.LOSES_PORTS)) {
      return address.withPort(Address.NO_PORT);
    }
    if (!address.scheme().equals(MemoryProvider.SCHEME)) {
      throw new AddressRejected(
          Reason.FOREIGN, "This address is of another network. What to do: use that network.");
    }
    var id = address.id();
    if (id.length != Ed25519.ID_LENGTH
        || (!Ed25519.isId(id) && !bugs.has(Bug.BELIEVES_ANY_CHECKSUM))) {
      throw rejected("its length, checksum or version is wrong");
    }
    if (address.port().isPresent() && !traits.has(Trait.VIRTUAL_PORTS)) {
      throw rejected("this network has no ports");
    }
    return address;
  }

  @Override
  public ServiceKey newKey(RandomGenerator random) {
    var seed = new byte[Ed25519.SEED_LENGTH];
    if (!bugs.has(Bug.MAKES_ONE_KEY)) {
      random.nextBytes(seed);
    }
    return new MemoryKey(seed, traits, bugs);
  }

  @Override
  public ServiceKey key(Secret secret) throws KeyRejected {
    var bytes = secret.reveal();
    if (bytes.length != Ed25519.SEED_LENGTH + MemoryKey.CHECK_LENGTH) {
      throw damaged();
    }
    var seed = Arrays.copyOf(bytes, Ed25519.SEED_LENGTH);
    var key = new MemoryKey(seed, traits, bugs);
    if (bugs.has(Bug.FORGETS_WHOSE_SECRET_IT_IS)) {
      return new MemoryKey(Ed25519.sha256(seed), traits, bugs);
    }
    if (!key.secret().equals(secret) && !bugs.has(Bug.TAKES_DAMAGED_SECRETS)) {
      throw damaged();
    }
    return key;
  }

  @Override
  public boolean verify(Address address, byte[] context, Proof proof) {
    var id = address.id();
    if (bugs.has(Bug.PROOF_FOR_ANY_ADDRESS)) {
      return true;
    }
    return traits.has(Trait.ADDRESS_PROOF)
        && address.scheme().equals(MemoryProvider.SCHEME)
        && id.length == Ed25519.ID_LENGTH
        && Ed25519.isId(id)
        && (proof.material().length == 0 || bugs.has(Bug.PROOF_IGNORES_MATERIAL))
        && Ed25519.verify(id, MemoryKey.message(id, context, bugs), proof.signature());
  }

  private static AddressRejected rejected(String why) {
    return new AddressRejected(Reason.MALFORMED, "This is not a memory address: " + why + ".");
  }

  private static KeyRejected damaged() {
    return new KeyRejected(
        "This is not a secret of the memory network, or it is damaged. What to do: restore it.");
  }
}
