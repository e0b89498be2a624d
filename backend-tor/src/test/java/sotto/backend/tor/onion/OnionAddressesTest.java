package sotto.backend.tor.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;
import sotto.tck.Rule;

class OnionAddressesTest {

  /// The examples of `rend-spec-v3`, section "Encoding onion addresses".
  private static final String EXAMPLES =
      """
      pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd
      sp3k262uwy4r2k3ycr5awluarykdpag6a7y33jxop4cs2lu5uz5sseqd
      xa4r2iadxm55fbnqgwwi5mymqdcofiu3w6rpbtqn7b2dyn7mgwj64jyd
      """;

  private static final String EXAMPLE = EXAMPLES.lines().findFirst().orElseThrow() + ".onion";

  private final OnionAddresses addresses = new OnionAddresses();

  @Test
  @Rule({"A1", "A3"})
  void theExamplesOfTheSpecificationAreReadAndWritten() throws Exception {
    for (var line : EXAMPLES.lines().toList()) {
      var address = addresses.parse(line + ".onion");
      assertThat(addresses.format(address)).isEqualTo(line + ".onion");
      assertThat(addresses.parse(address.text())).isEqualTo(address);
      assertThat(addresses.parse(line.toUpperCase(java.util.Locale.ROOT) + ".ONION:80"))
          .isEqualTo(address.withPort(80));
      assertThat(OnionName.serviceId(address)).isEqualTo(line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expyuzz4wqqyqhjn.onion | version 2",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion | version",
        "qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion | checksum",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd | .onion",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscry.onion | 56",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscry1.onion | 56",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:0 | port",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:65536 | port",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion: | port",
        "www.pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion | 56",
        "127.0.0.1:80 | .onion",
        "example.com | .onion",
      })
  @Rule("A2")
  void whatIsNoAddressIsRejectedWithTheReason(String text, String why) {
    assertThatExceptionOfType(AddressRejected.class)
        .isThrownBy(() -> addresses.parse(text))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  @Rule("A2")
  void aKeyWithAPartOfSmallOrderIsNoAddress() {
    var smallOrder =
        HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    for (var id : new byte[][] {smallOrder, new byte[32], new byte[31], new byte[33]}) {
      assertThatExceptionOfType(AddressRejected.class)
          .isThrownBy(() -> addresses.check(Address.of("tor", id)));
    }
  }

  @Test
  @Rule("A2")
  void garbageIsRejectedAndNothingWorse() {
    var random = new Random(1);
    for (var i = 0; i < 20_000; i++) {
      var text = new StringBuilder(EXAMPLE + ":80");
      for (var j = random.nextInt(4); j >= 0; j--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      text.setLength(random.nextInt(text.length() + 1));
      try {
        var address = addresses.parse(text.toString());
        assertThat(addresses.parse(addresses.format(address))).isEqualTo(address);
      } catch (AddressRejected e) {
        assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.FOREIGN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 39, 41})
  @Rule("K4")
  void aSecretOfAnotherLengthIsRefused(int size) {
    assertThatExceptionOfType(KeyRejected.class)
        .isThrownBy(() -> addresses.key(Secret.of(new byte[Math.max(1, size)])));
  }

  /// RFC 8032, section 7.1, test 1: the key, and the address that tor's own tools make of it.
  @Test
  @Rule({"K1", "K5"})
  void theExpandedKeyIsTheOneOfRfc8032() throws Exception {
    var seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    var key = new OnionKey(seed);

    assertThat(key.address().id())
        .isEqualTo(
            HexFormat.of()
                .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    assertThat(key.expanded())
        .startsWith(
            HexFormat.of()
                .parseHex("307c83864f2833cb427a2ef1c00a013cfdff2768d980c0a3a520f006904de94f"));
    assertThat(addresses.key(key.secret()).address()).isEqualTo(key.address());
  }

  @Test
  @Rule({"K3", "K6", "K8"})
  void aProofHoldsForItsAddressAndContextAlone() {
    var random = new Random(2);
    var key = addresses.newKey(random);
    var context = new byte[32];
    var proof = key.prove(context);

    assertThat(addresses.verify(key.address().withPort(5), context, proof)).isTrue();
    assertThat(addresses.verify(key.address(), new byte[33], proof)).isFalse();
    assertThat(addresses.verify(addresses.newKey(random).address(), context, proof)).isFalse();
    assertThat(key.toString()).doesNotContain(OnionName.serviceId(key.address()).substring(0, 8));
  }

  @Test
  void aClientsKeyIsMadeAgainFromItsSecret() {
    var key = ClientKey.create(new Random(3));

    assertThat(ClientKey.isName(key.name())).isTrue();
    assertThat(ClientKey.of(key.secret())).map(ClientKey::name).hasValue(key.name());
    assertThat(ClientKey.of(Secret.of(new byte[40]))).isEmpty();
  }
}
