package sotto.backend.i2p.destination;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.backend.Foreign;
import sotto.spi.backend.OwnKeys;

/// Addresses of I2P: the SHA-256 of a destination, 32 bytes, without a port.
///
/// People write them as 52 characters of base32 that end in `.b32.i2p`. There is no checksum in
/// them: a mistyped one is another address, which nobody has.
public final class I2pAddresses implements Addresses, OwnKeys<I2pKey> {

  /// The scheme.
  public static final String SCHEME = "i2p";

  /// How long an address is, in bytes.
  public static final int ID_SIZE = 32;

  private static final int HASH_SIZE = 52;

  /// The shortest name of an encrypted lease set, without its ending: 3 bytes and a blinded key.
  private static final int BLINDED_MIN = 56;

  /// The shortest destination, in base64.
  private static final int DESTINATION_MIN = 516;

  private static final String ENDING = ".b32.i2p";
  private static final String OTHER_ENDING = ".i2p";

  /// Long enough to tell somebody that a whole destination is not an address.
  private static final int TEXT_MAX = 4096;

  /// Makes the addresses.
  public I2pAddresses() {}

  @Override
  public Address parse(String text) throws AddressRejected {
    if (text.length() > TEXT_MAX) {
      throw malformed("it is too long");
    }
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(SCHEME + ":")) {
      return check(Address.parse(lower));
    }
    if (lower.endsWith(ENDING)) {
      return parseHash(lower.substring(0, lower.length() - ENDING.length()));
    }
    if (lower.endsWith(OTHER_ENDING)) {
      throw malformed("names need an address book, and it would know who asks for whom");
    }
    if (text.length() >= DESTINATION_MIN && text.matches("[A-Za-z0-9~=-]+")) {
      throw malformed("it is a whole destination, in base64; its address ends in " + ENDING);
    }
    throw malformed("it does not end in " + ENDING);
  }

  private Address parseHash(String hash) throws AddressRejected {
    if (hash.length() >= BLINDED_MIN && hash.matches("[a-z2-7]+")) {
      throw new AddressRejected(
          Reason.UNSUPPORTED,
          "This is the address of an encrypted lease set, which this backend does not reach. What"
              + " to do: ask for one with 52 characters before "
              + ENDING
              + ".");
    }
    if (hash.length() != HASH_SIZE) {
      throw malformed("it has not 52 characters before " + ENDING);
    }
    if (!hash.matches("[a-z2-7]{51}[aq]")) {
      throw malformed("it is mistyped: 52 characters are letters and 2 to 7, and the last a or q");
    }
    return check(Address.parse(SCHEME + ":" + hash));
  }

  @Override
  public String format(Address address) throws AddressRejected {
    return check(address).text().substring(SCHEME.length() + 1) + ENDING;
  }

  @Override
  public Address check(Address address) throws AddressRejected {
    Foreign.refuse(SCHEME, address);
    if (address.id().length != ID_SIZE) {
      throw malformed("it has not 32 bytes");
    }
    if (address.port().isPresent()) {
      throw malformed("I2P has no ports");
    }
    return address;
  }

  @Override
  public I2pKey newKey(RandomGenerator random) {
    var seed = new byte[I2pKey.SEED_SIZE];
    random.nextBytes(seed);
    try {
      return new I2pKey(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public I2pKey key(Secret secret) throws KeyRejected {
    return I2pKey.of(secret).orElseThrow(Foreign::secret);
  }

  /// Keys of other types than Ed25519 prove nothing here, though I2P has them.
  @Override
  public boolean verify(Address address, byte[] context, Proof proof) {
    var bare = address.withPort(Address.NO_PORT);
    return bare.scheme().equals(SCHEME) && I2pKey.proved(bare, context, proof);
  }

  @Override
  public I2pKey own(ServiceKey key) throws AddressRejected {
    if (key instanceof I2pKey ours) {
      return ours;
    }
    throw Foreign.key();
  }

  /// Returns the address of a destination that the network vouches for.
  ///
  /// @param destination the whole destination, of any kind
  /// @return its address
  public static Address of(byte[] destination) {
    return Address.of(SCHEME, Destination.hash(destination));
  }

  private static AddressRejected malformed(String why) {
    return new AddressRejected(
        Reason.MALFORMED,
        "This is not an address of I2P: " + why + ". What to do: ask for it again.");
  }
}
