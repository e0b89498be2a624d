package sotto.protocol.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.sketch.Sets.SALT;
import static sotto.protocol.sketch.Sets.ids;
import static sotto.protocol.sketch.Sets.sketch;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;

/// Symbols in bytes, and bytes that are none.
@Requirement("F11")
class PageTest {

  private static final String SUMS = "00".repeat(16);

  @Test
  void theFormatIsWhatItSays() {
    var page = new Page.Writer(0, 300, 2);
    page.put(1, 2, 300);
    page.put(3, 4, 150);

    assertThat(page.bytes())
        .isEqualTo(
            Bytes.owned(
                ByteBuffer.allocate(37)
                    .put(new byte[] {0, (byte) 0xac, 2})
                    .putLong(1)
                    .putLong(2)
                    .put((byte) 0)
                    .putLong(3)
                    .putLong(4)
                    .put((byte) 99)
                    .array()));
  }

  @ParameterizedTest
  @CsvSource({
    "no bytes,               ''",
    "half a page,            00",
    "no end of a number,     80",
    "a longer zero,          8000 00",
    "more than 32 bits,      00 ffffffff7f",
    "too large a set,        00 81808008",
    "half a symbol,          00 00 0000000000000000",
    "no count,               00 00 {sums}",
    "no end of a count,      00 00 {sums} 80",
    "a longer count,         00 00 {sums} 8000",
    "more than the set has,  00 05 {sums} 02",
    "less than the set has,  00 05 {sums} 01",
    "a huge count,           00 05 {sums} feffffff0f",
    "a hugely negative one,  00 05 {sums} ffffffff0f",
    "and rubbish behind it,  00 05 {sums} 00 00",
  })
  void bytesThatAreNoPageAreMalformed(String what, String hex) {
    var text = hex.replace("{sums}", SUMS).replace(" ", "");
    var page = Bytes.owned(HexFormat.of().parseHex(text));

    assertThat(sketch(SALT, ids(0, 4)).decoder(10).take(page))
        .as(what)
        .isEqualTo(new Progress.Refused(Fault.MALFORMED));
  }

  @Test
  void aPageThatIsTooLongIsMalformed() {
    var symbols = (SUMS + "00").repeat(Page.SYMBOLS_MAX + 1);
    var page = Bytes.owned(HexFormat.of().parseHex("0000" + symbols));
    var padded = Bytes.concat(page, Bytes.owned(new byte[Page.SIZE_MAX]));

    assertThat(sketch(SALT, ids(0, 3)).decoder(5_000).take(page))
        .isEqualTo(new Progress.Refused(Fault.MALFORMED));
    assertThat(sketch(SALT, List.of()).decoder(5_000).take(padded))
        .isEqualTo(new Progress.Refused(Fault.MALFORMED));
  }
}
