package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.backend.tor.control.ControlEvent.HsDesc;

/// Whatever a tor says, it is an event, nothing, or a typed rejection.
@Timeout(120)
class ParserFuzzTest {

  private static final int LINES = 150_000;
  private static final String ALPHABET = "ABCDEFSTUVWXYZabcxyz0123456789 =\"\\$~:./+-_\0\r\t\u00ff";

  @Test
  void everySeedIsUnderstoodOrNobodysBusiness() throws Exception {
    var events = 0;
    for (var seed : corpus()) {
      events += Events.parse(seed).map(ParserFuzzTest::checked).orElse(0);
    }

    assertThat(events).isEqualTo(19);
  }

  @Test
  void noLineBreaksTheParser() throws Exception {
    var seeds = corpus();
    var random = new SplittableRandom(20_260_101);
    var understood = 0;
    var rejected = 0;
    for (var i = 0; i < LINES; i++) {
      var line = mutated(seeds.get(random.nextInt(seeds.size())), random);
      try {
        understood += Events.parse(line).map(ParserFuzzTest::checked).orElse(0);
      } catch (Malformed e) {
        rejected++;
      }
    }

    // A fuzzer that only ever sees one kind of answer tests nothing.
    assertThat(understood).isGreaterThan(LINES / 20);
    assertThat(rejected).isGreaterThan(LINES / 20);
  }

  @Test
  void noReplyBreaksTheParser() throws Exception {
    var seeds = corpus();
    var random = new SplittableRandom(20_260_102);
    var understood = 0;
    for (var i = 0; i < LINES; i++) {
      var codes = List.of("250 ", "250-", "250+", "650 ", "650-", "552 ", "25", "", ".", "2x0 ");
      var text = new StringBuilder();
      for (var j = random.nextInt(1, 5); j > 0; j--) {
        text.append(codes.get(random.nextInt(codes.size())))
            .append(mutated(seeds.get(random.nextInt(seeds.size())), random))
            .append('\n');
      }
      try {
        Reply.of(List.of(text.toString().stripTrailing().split("\n", -1))).check();
        understood++;
      } catch (Malformed | Refused e) {
        assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300);
      }
      greeted(text.toString());
    }

    assertThat(understood).isPositive();
  }

  @Test
  void noTextIsTooTellingAfterItWasMadeSafe() {
    var random = new SplittableRandom(20_260_103);
    for (var i = 0; i < 20_000; i++) {
      var secret = "b".repeat(56) + (random.nextBoolean() ? ".onion" : "");
      var text = mutated("tor says something", random) + " " + secret + mutated(" more", random);

      assertThat(SafeText.of(text))
          .doesNotContain("b".repeat(26))
          .hasSizeLessThanOrEqualTo(SafeText.LENGTH_MAX);
    }
  }

  @Test
  void aLineWithoutEndCostsNoMoreThanTheCap() {
    var endless = new Endless();
    var lines = new CappedLines(endless);

    assertThat(org.assertj.core.api.Assertions.catchThrowable(lines::readLine))
        .isInstanceOf(Malformed.class);
    assertThat(endless.given).isLessThan(CappedLines.LINE_MAX + 20_000);
  }

  private static void greeted(String text) {
    try {
      Greeting.of(Reply.of(List.of(text.strip().split("\n", -1))));
    } catch (Malformed e) {
      // The only way to say no.
    }
  }

  private static int checked(ControlEvent event) {
    if (event instanceof HsDesc descriptor) {
      assertThat(descriptor.service()).matches("([a-z2-7]{56})?");
      assertThat(descriptor.directory()).matches("([0-9A-F]{40})?");
    }
    assertThat(event.toString()).hasSizeLessThan(1_000);
    return 1;
  }

  private static String mutated(String seed, SplittableRandom random) {
    var text = new StringBuilder(seed);
    for (var j = random.nextInt(4); j > 0; j--) {
      var at = random.nextInt(text.length() + 1);
      var c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(5)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.setLength(at);
        case 2 -> text.append(text.substring(Math.max(0, text.length() - 20)));
        case 3 -> text.insert(at, random.nextLong());
        default -> {
          if (at < text.length()) {
            text.setCharAt(at, c);
          }
        }
      }
    }
    return text.toString();
  }

  private static List<String> corpus() throws IOException {
    try (InputStream in = ParserFuzzTest.class.getResourceAsStream("events.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    }
  }

  /// A line that never ends.
  private static final class Endless implements ReadableByteChannel {

    private long given;

    @Override
    public int read(ByteBuffer target) {
      var size = target.remaining();
      while (target.hasRemaining()) {
        target.put((byte) 'x');
      }
      given += size;
      return size;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
