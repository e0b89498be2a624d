package sotto.backend.i2p.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.i2p.crypto.SigType;
import net.i2p.data.DataFormatException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Gateway;
import sotto.spi.Address;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.backend.SharedRandom;
import sotto.tck.Rule;

/// Addresses, keys and proofs, against I2P's own library where that knows them too.
class I2pAddressesTest {

  private static final byte[] CONTEXT = "a nonce of 16 bytes or more".getBytes(UTF_8);

  /// What the seed of 32 zero bytes gives. It must never change: it is somebody's address.
  private static final String OF_ZEROES =
      "ho6nlcgbn73bypopggvfkinsmune72lsm4sgntp6m6ghmrxt5dcq.b32.i2p";

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

  @Test
  @Rule({"A1", "A3"})
  void anAddressIsWrittenAsI2pWritesIt() throws Exception {
    var key = addresses.newKey(new Random(1));

    var text = addresses.format(key.address());

    assertThat(text).hasSize(60).endsWith(".b32.i2p").isEqualTo(library(key).toBase32());
    assertThat(addresses.parse(text)).isEqualTo(key.address());
    assertThat(addresses.parse(text.toUpperCase(Locale.ROOT))).isEqualTo(key.address());
    assertThat(addresses.parse(key.address().text())).isEqualTo(key.address());
  }

  @Test
  @Rule("K1")
  void theSameSecretIsTheSameDestinationForEver() throws Exception {
    var key = addresses.newKey(new Random(1));

    var again = addresses.key(key.secret());

    assertThat(again.file()).isEqualTo(key.file());
    assertThat(again.encryption()).isEqualTo(key.encryption());
    assertThat(addresses.format(new I2pKey(new byte[32]).address())).isEqualTo(OF_ZEROES);
  }

  @Test
  void theLibraryReadsTheKeyFile() throws Exception {
    var key = addresses.newKey(new Random(1));

    var destination = library(key);

    assertThat(destination.getSigType()).isEqualTo(SigType.EdDSA_SHA512_Ed25519);
    assertThat(destination.calculateHash().getData()).isEqualTo(key.address().id());
    assertThat(destination.toByteArray()).hasSize(Destination.SIZE);
    assertThat(I2pAddresses.of(destination.toByteArray())).isEqualTo(key.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".b32.i2p",
        "stats.i2p",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b32.i2p",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab.b32.i2p",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1.b32.i2p",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b32.i2p:80",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.onion",
        "i2p:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:80",
        "i2p:aa"
      })
  @Rule({"A2", "X1"})
  void whatIsNoAddressIsMalformed(String text) {
    assertThat(rejected(text)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  @Rule("A2")
  void aWholeDestinationIsToldApart() {
    assertThatThrownBy(() -> addresses.parse("A".repeat(520)))
        .isInstanceOf(AddressRejected.class)
        .hasMessageContaining("whole destination");
  }

  @Test
  @Rule("A2")
  void anEncryptedLeaseSetIsUnsupported() {
    assertThat(rejected("a".repeat(56) + ".b32.i2p")).isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  @Rule("A2")
  void otherNetworksAreForeign() {
    assertThatThrownBy(() -> addresses.check(Address.of("tor", new byte[32])))
        .isInstanceOfSatisfying(
            AddressRejected.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN));
  }

  @Test
  @Rule("K3")
  void aProofHoldsForItsAddressAndContextOnly() {
    var key = addresses.newKey(new Random(1));
    var other = addresses.newKey(new Random(2));

    var proof = key.prove(CONTEXT);

    assertThat(addresses.verify(key.address(), CONTEXT, proof)).isTrue();
    assertThat(addresses.verify(other.address(), CONTEXT, proof)).isFalse();
    assertThat(addresses.verify(key.address(), "another nonce of 16 bytes".getBytes(UTF_8), proof))
        .isFalse();
  }

  @Test
  @Rule("K3")
  void aProofWithAnotherDestinationOrAnotherKindOfKeyProvesNothing() {
    var key = addresses.newKey(new Random(1));
    var proof = key.prove(CONTEXT);
    var material = proof.material();
    var otherKind = material.clone();
    otherKind[Destination.SIZE - 3] = 11;

    for (var wrong :
        new byte[][] {
          {},
          addresses.newKey(new Random(2)).prove(CONTEXT).material(),
          Arrays.copyOf(material, material.length - 1),
          Arrays.copyOf(material, material.length + 1),
          otherKind
        }) {
      assertThat(addresses.verify(key.address(), CONTEXT, Proof.of(proof.signature(), wrong)))
          .isFalse();
    }
    var itsOwn = I2pAddresses.of(otherKind);
    assertThat(addresses.verify(itsOwn, CONTEXT, Proof.of(proof.signature(), otherKind))).isFalse();
  }

  @Test
  @Rule("K4")
  void aDamagedSecretIsRefused() {
    var bytes = addresses.newKey(new Random(1)).secret().reveal();
    bytes[3] ^= 1;

    assertThatThrownBy(() -> addresses.key(Secret.of(bytes))).isInstanceOf(KeyRejected.class);
    assertThatThrownBy(() -> addresses.key(Secret.of(new byte[679])))
        .isInstanceOf(KeyRejected.class);
  }

  private Reason rejected(String text) {
    try {
      addresses.parse(text);
    } catch (AddressRejected e) {
      return e.reason();
    }
    throw new AssertionError("accepted: " + text);
  }

  private static net.i2p.data.Destination library(I2pKey key) throws DataFormatException {
    var destination = new net.i2p.data.Destination();
    destination.fromByteArray(Arrays.copyOf(key.file(), Destination.SIZE));
    return destination;
  }
}
