package sotto.backend.i2p.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.i2p.I2PException;
import net.i2p.client.impl.I2PClientImpl;
import net.i2p.crypto.SigType;
import net.i2p.data.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Gateway;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;
import sotto.spi.backend.SharedRandom;
import sotto.tck.Rule;

/// What people take for an address or a key: each is refused with what to do.
class BadAddressTest {

  private final I2pAddresses addresses = new I2pAddresses();

  /// Or the library would make a context of its own, which writes logs.
  @BeforeAll
  static void silence(@TempDir Path directory) {
    Gateway.attached(
            new Endpoint(false, 7654),
            Optional.empty(),
            NetworkConfig.at(directory),
            new SharedRandom(new Random(0)))
        .close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd.b32.i2p",
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdqq.b32.i2p",
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd8.b32.i2p",
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdz.b32.i2p",
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq",
        "http://ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p/",
        "zzz.i2p"
      })
  @Rule("A2")
  void aMalformedAddressIsRefused(String text) {
    assertThat(refused(text).reason()).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @EnumSource(
      value = SigType.class,
      names = {"DSA_SHA1", "ECDSA_SHA256_P256", "EdDSA_SHA512_Ed25519"})
  @Rule("A2")
  void aWholeDestinationIsToldApartWhateverItsKeys(SigType type) throws Exception {
    var destination = Base64.encode(destinationOf(keyFile(type)));

    assertThat(refused(destination)).hasMessageContaining("whole destination");
    assertThat(refused(destination + ".i2p")).hasMessageContaining("What to do");
  }

  /// Keys of I2P's own programs, of each type, are no secrets of ours.
  @ParameterizedTest
  @EnumSource(
      value = SigType.class,
      names = {
        "DSA_SHA1",
        "ECDSA_SHA256_P256",
        "RSA_SHA256_2048",
        "EdDSA_SHA512_Ed25519",
        "RedDSA_SHA512_Ed25519"
      })
  @Rule("K4")
  void aKeyFileOfAnotherProgramIsRefused(SigType type) throws Exception {
    var secret = Secret.of(keyFile(type));

    var refusal = catchThrowableOfType(KeyRejected.class, () -> addresses.key(secret));

    assertThat(refusal).hasMessageContaining("What to do").hasMessageContaining("new one");
  }

  private AddressRejected refused(String text) {
    var refusal = catchThrowableOfType(AddressRejected.class, () -> addresses.parse(text));
    assertThat(refusal).hasMessageContaining("What to do").hasMessageNotContaining(text);
    return refusal;
  }

  private static byte[] keyFile(SigType type) throws I2PException, IOException {
    var file = new ByteArrayOutputStream();
    new I2PClientImpl().createDestination(file, type);
    return file.toByteArray();
  }

  /// A key file begins with the destination: 384 bytes, and a certificate that says its length.
  private static byte[] destinationOf(byte[] keyFile) {
    var certificate = ByteBuffer.wrap(keyFile).getShort(385);
    return Arrays.copyOf(keyFile, 387 + certificate);
  }
}
