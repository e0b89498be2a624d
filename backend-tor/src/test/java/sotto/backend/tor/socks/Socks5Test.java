package sotto.backend.tor.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.tck.Rule;

class Socks5Test {

  private static final byte[] GREETED = {5, 2, 1, 0};
  private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final Credentials CREDENTIALS = new Credentials("user", "password");

  @Test
  void itSaysWhatRfc1928And1929Say() throws Exception {
    var link = new ScriptedLink(joined(GREETED, CONNECTED, new byte[] {42}));

    Socks5.connect(link, CREDENTIALS, "host.onion", 0x1234, Duration.ofSeconds(5));

    assertThat(link.written())
        .isEqualTo(
            joined(
                new byte[] {5, 1, 2, 1, 4},
                ascii("user"),
                new byte[] {8},
                ascii("password"),
                new byte[] {5, 1, 0, 3, 10},
                ascii("host.onion"),
                new byte[] {0x12, 0x34}));
    var first = ByteBuffer.allocate(1);
    assertThat(link.read(first)).as("what the peer sends is not swallowed").isEqualTo(1);
    assertThat(first.get(0)).isEqualTo((byte) 42);
  }

  @ParameterizedTest
  @CsvSource({
    "0xf0, NOT_FOUND",
    "0xf1, AWAY",
    "0xf2, AWAY",
    "0xf3, AWAY",
    "0xf4, REQUIRES_AUTH",
    "0xf5, REQUIRES_AUTH",
    "0xf6, MALFORMED",
    "0xf7, AWAY",
    "0x01, AWAY",
    "0x04, AWAY",
    "0x02, LIMIT",
    "0x03, NO_ROUTE",
    "0x05, REFUSED",
    "0x06, AWAY",
    "0x63, NO_ROUTE",
  })
  @Rule({"D4", "D5", "X1"})
  void eachReplyHasItsReason(String code, Reason reason) {
    var refused = CONNECTED.clone();
    refused[1] = (byte) (int) Integer.decode(code);

    var failure =
        catchThrowableOfType(
            NetworkException.class, () -> connect(joined(GREETED, refused), Optional.empty()));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.getMessage()).contains("What to do");
  }

  @ParameterizedTest
  @CsvSource({"5 255", "4 2 1 0", "5 2 1 1", "5 2 1 0 4 0 0 1", "5 2 1 0 5 0 0 9", "72 84 84 80"})
  @Rule("D5")
  void nonsenseIsOurDaemonsFault(String bytes) {
    assertThatExceptionOfType(NetworkDown.class)
        .isThrownBy(() -> connect(decimal(bytes), Optional.empty()))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAEMON_PROTOCOL));
  }

  @Test
  @Rule({"D2", "D5"})
  void silenceEndsWithTheDeadline() {
    assertThatExceptionOfType(DialTimeout.class)
        .isThrownBy(() -> connect(GREETED, Optional.of(Duration.ofMillis(20))));
  }

  @Test
  @Rule("D5")
  void garbageOfAnyKindIsATypedFailureOrALink() {
    var random = new Random(11);
    for (var i = 0; i < 100_000; i++) {
      var bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      var prefix = random.nextBoolean() ? GREETED : new byte[0];
      try {
        connect(joined(prefix, bytes), Optional.empty());
      } catch (NetworkException e) {
        assertThat(e.reason()).isNotNull();
      } catch (IOException e) {
        throw new AssertionError("not a typed failure", e);
      }
    }
  }

  private static void connect(byte[] answers, Optional<Duration> silentFor) throws IOException {
    var link = new ScriptedLink(answers, silentFor.isEmpty());
    Socks5.connect(link, CREDENTIALS, "host.onion", 80, silentFor.orElse(Duration.ofSeconds(60)));
  }

  private static byte[] decimal(String text) {
    var numbers = text.split(" ", -1);
    var bytes = new byte[numbers.length];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(numbers[i]);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    var all = ByteBuffer.allocate(1024);
    for (var part : parts) {
      all.put(part);
    }
    return java.util.Arrays.copyOf(all.array(), all.position());
  }
}
