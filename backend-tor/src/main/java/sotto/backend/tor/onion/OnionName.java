package sotto.backend.tor.onion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.util.encoders.Base32;
import org.bouncycastle.util.encoders.DecoderException;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;

/// The names of onion services, as `rend-spec-v3` writes them in the section "Encoding onion
/// addresses": base32 of the public key, 2 bytes of checksum, and the version, and then `.onion`.
public final class OnionName {

  /// How long the name of a service is without its ending, in characters.
  public static final int SERVICE_ID_SIZE = 56;

  /// How long a whole name is, in characters.
  static final int HOST_SIZE = SERVICE_ID_SIZE + ".onion".length();

  private static final String ENDING = ".onion";
  private static final byte VERSION = 3;
  private static final int VERSION_2_SIZE = 16;
  private static final int CHECKSUM_SIZE = 2;
  private static final int WHOLE_SIZE = OnionKey.ID_SIZE + CHECKSUM_SIZE + 1;
  private static final byte[] CHECKSUM_DOMAIN = ".onion checksum".getBytes(US_ASCII);

  private OnionName() {}

  /// Returns the name by which tor's control port knows a service.
  ///
  /// @param address an address of this network
  /// @return 56 characters
  public static String serviceId(Address address) {
    var id = address.id();
    var whole = Arrays.copyOf(id, WHOLE_SIZE);
    System.arraycopy(checksum(id), 0, whole, id.length, CHECKSUM_SIZE);
    whole[WHOLE_SIZE - 1] = VERSION;
    return Base32.toBase32String(whole).toLowerCase(Locale.ROOT);
  }

  /// Returns the name under which a service is dialled.
  ///
  /// @param address an address of this network
  /// @return 62 characters, which end in `.onion`
  public static String host(Address address) {
    return serviceId(address) + ENDING;
  }

  /// Reads a whole name.
  ///
  /// @param host in lower case, of any length
  /// @return the public key, 32 bytes
  static byte[] decode(String host) throws AddressRejected {
    if (!host.endsWith(ENDING)) {
      throw OnionAddresses.malformed("it does not end in .onion");
    }
    var serviceId = host.substring(0, host.length() - ENDING.length());
    if (serviceId.length() == VERSION_2_SIZE) {
      throw OnionAddresses.malformed("version 2 was switched off in 2021");
    }
    if (serviceId.length() != SERVICE_ID_SIZE || !serviceId.matches("[a-z2-7]+")) {
      throw OnionAddresses.malformed("a name has 56 characters a-z and 2-7");
    }
    var whole = base32(serviceId);
    var id = Arrays.copyOf(whole, OnionKey.ID_SIZE);
    if (whole[WHOLE_SIZE - 1] != VERSION) {
      throw OnionAddresses.malformed("its version is not 3");
    }
    if (!Arrays.equals(checksum(id), Arrays.copyOfRange(whole, OnionKey.ID_SIZE, WHOLE_SIZE - 1))) {
      throw OnionAddresses.malformed("its checksum is wrong");
    }
    return id;
  }

  private static byte[] base32(String text) throws AddressRejected {
    try {
      return Base32.decode(text.toUpperCase(Locale.ROOT));
    } catch (DecoderException e) {
      throw OnionAddresses.malformed("it is not base32");
    }
  }

  private static byte[] checksum(byte[] id) {
    var digest = new SHA3Digest(256);
    digest.update(CHECKSUM_DOMAIN, 0, CHECKSUM_DOMAIN.length);
    digest.update(id, 0, id.length);
    digest.update(VERSION);
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return Arrays.copyOf(hash, CHECKSUM_SIZE);
  }
}
