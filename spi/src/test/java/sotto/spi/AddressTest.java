package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.Reason;

/// A4, A5 and A6 of [Address]; [AddressFuzzTest] has the many cases.
class AddressTest {

  private static final byte[] ID = HexFormat.of().parseHex("00112233445566778899");

  @Test
  void theTextFormIsSchemeAndBase32AndPerhapsAPort() {
    var address = Address.of("loopback", ID);

    assertThat(address.text()).isEqualTo("loopback:aaisem2ekvthpcez");
    assertThat(address.withPort(80).text()).isEqualTo("loopback:aaisem2ekvthpcez:80");
  }

  @Test
  void theBinaryFormIsLengthsSchemeIdentifierAndPort() {
    var address = Address.of("tor", ID).withPort(0x1234);

    assertThat(HexFormat.of().formatHex(address.encode()))
        .isEqualTo("03" + "746f72" + "0a" + "00112233445566778899" + "1234");
  }

  @Test
  void anAddressOfANetworkThatNobodyHasABackendForIsCarriedUnchanged() throws Exception {
    var address = Address.parse("zz9:mzxw6ytboi:65535");

    assertThat(address.scheme()).isEqualTo("zz9");
    assertThat(address.port()).hasValue(65_535);
    assertThat(Address.decode(address.encode())).isEqualTo(address);
    assertThat(Address.parse(address.text())).isEqualTo(address).hasSameHashCodeAs(address);
  }

  @Test
  void theLargestAddressKeepsWithinItsBounds() throws Exception {
    var id = new byte[Address.ID_MAX];
    Arrays.fill(id, (byte) 0xff);

    var address = Address.of("a23456789012", id).withPort(65_535);

    assertThat(address.encode()).hasSize(Address.BINARY_MAX).hasSizeLessThanOrEqualTo(64);
    assertThat(address.text()).hasSize(Address.TEXT_MAX).hasSizeLessThanOrEqualTo(96);
    assertThat(Address.parse(address.text())).isEqualTo(address);
    assertThat(Address.decode(address.encode())).isEqualTo(address);
  }

  @Test
  void lettersOfEitherCaseGiveTheCanonicalAddress() throws Exception {
    var address = Address.parse("tor:mzxw6ytboi:80");

    var shouted = Address.parse("TOR:MZXW6YTBOI:80");

    assertThat(shouted).isEqualTo(address);
    assertThat(shouted.text()).isEqualTo("tor:mzxw6ytboi:80");
  }

  @Test
  void theCaseOfALetterIsFoldedInEveryLocaleAlike() throws Exception {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Address.parse("I2P:MI").text()).isEqualTo("i2p:mi");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::",
        "tor",
        "tor:",
        ":my",
        "tor:my:",
        "tor:my:80:",
        "tor::80",
        "tor:my:0",
        "tor:my:080",
        "tor:my:+80",
        "tor:my:65536",
        "tor:my:99999",
        "tor:my:100000",
        "tor:my:8O",
        "tor:my: 80",
        "tor:my=====",
        "tor:mz",
        "tor:m",
        "tor:m1",
        "tor:my ",
        " tor:my",
        "tor:my\n",
        "t_r:my",
        "9or:my",
        "t\u212ar:my",
        "tör:my",
        "abcdefghijklm:my",
        "tor:mé",
        "tor:my.onion",
        "http://example.org",
        "127.0.0.1:80",
        "[::1]:80"
      })
  void aTextOfAnotherShapeIsRejectedAsMalformed(String text) {
    assertThatExceptionOfType(AddressRejected.class)
        .isThrownBy(() -> Address.parse(text))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
        .withMessageEndingWith(".");
  }

  @Test
  void aTextThatIsTooLongIsRejectedBeforeItIsLookedAt() {
    var text = "tor:" + "a".repeat(10_000_000);

    assertThatExceptionOfType(AddressRejected.class).isThrownBy(() -> Address.parse(text));
    assertThatExceptionOfType(AddressRejected.class)
        .isThrownBy(() -> Address.parse("tor:" + "a".repeat(79)))
        .withMessageContaining("48 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "'', nothing",
    "03746f7201, too short for an identifier",
    "03746f7201aa0000ff, something trails",
    "03746f720200aa00, the identifier is cut",
    "03746f72000050, no identifier",
    "00010100, no scheme",
    "0401aa0000aa, a scheme that runs over the end",
    "0d6162636465666768696a6b6c6d01aa0000, a scheme that is too long",
    "ff746f7201aa0000, a length that is negative as a byte",
    "03746f72ffaa0000, an identifier with a negative length",
    "03544f5201aa0000, a scheme in upper case",
    "0339747201aa0000, a scheme that begins with a digit",
    "0374c3b601aa0000, a scheme beyond ASCII",
  })
  void bytesOfAnotherShapeAreRejectedAsMalformed(String hex, String why) {
    assertThatExceptionOfType(AddressRejected.class)
        .as(why)
        .isThrownBy(() -> Address.decode(HexFormat.of().parseHex(hex)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void anIdentifierOf49BytesDoesNotFit() {
    var bytes = new byte[1 + 1 + 1 + 49 + 2];
    bytes[0] = 1;
    bytes[1] = 'a';
    bytes[2] = 49;

    assertThatExceptionOfType(AddressRejected.class).isThrownBy(() -> Address.decode(bytes));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of("a", new byte[49]));
  }

  @Test
  void noPartOutOfRangeMakesAnAddress() {
    var address = Address.of("tor", ID);

    assertThatIllegalArgumentException().isThrownBy(() -> Address.of("Tor", ID));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of("", ID));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of("tor", new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> address.withPort(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> address.withPort(65_536));
  }

  @Test
  void aMessageDoesNotRepeatWhatWasRejected() {
    assertThatExceptionOfType(AddressRejected.class)
        .isThrownBy(() -> Address.parse("tor:verysecretaddress1"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("verysecret"));
  }

  @Test
  void anAddressIsNotChangedThroughItsArrays() {
    var id = ID.clone();
    var address = Address.of("tor", id);
    id[0] = 99;
    address.id()[1] = 99;
    address.encode()[5] = 99;

    assertThat(address.id()).isEqualTo(ID);
  }

  @Test
  void aPortOfZeroIsNoPort() {
    var address = Address.of("tor", ID).withPort(80).withPort(Address.NO_PORT);

    assertThat(address.port()).isEqualTo(OptionalInt.empty());
    assertThat(address).isEqualTo(Address.of("tor", ID));
  }

  @Test
  void everyPartTakesPartInEquality() {
    var address = Address.of("tor", ID).withPort(80);

    assertThat(address)
        .isNotEqualTo(Address.of("tor", ID))
        .isNotEqualTo(Address.of("i2p", ID).withPort(80))
        .isNotEqualTo(Address.of("tor", new byte[10]).withPort(80))
        .isNotEqualTo("tor")
        .isEqualTo(Address.of("tor", ID).withPort(80));
  }

  @Test
  void aPrintedAddressShowsItsSchemeAndATagAndNothingOfItself() {
    var address = Address.of("tor", ID).withPort(54_321);

    assertThat(address.toString()).matches("tor:~[a-z2-7]{4}");
    assertThat(address.toString()).doesNotContain("54321", address.text().substring(4, 8));
  }

  @Test
  void aTagIsStableWithinTheProcessAndTellsAddressesApart() throws Exception {
    var address = Address.of("tor", ID);
    var tag = address.toString();

    assertThat(Address.parse(address.text())).hasToString(tag);
    assertThat(address.withPort(1)).doesNotHaveToString(tag);
    assertThat(Address.of("tor", new byte[10])).doesNotHaveToString(tag);
  }
}
