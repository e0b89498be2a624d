package sotto.backend.i2p.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.tck.Rule;

/// Asking a scripted router who it is.
@Timeout(60)
class KnockTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SET_DATE = 33;
  private static final int DISCONNECT = 30;

  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aRouterSaysItsVersionAndItsTime() throws Exception {
    answer(message(SET_DATE, date("0.9.64")));

    var greeting = knock(Optional.empty()).ask();

    assertThat(greeting.version()).isEqualTo("0.9.64");
    assertThat(greeting.ahead()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  @Rule({"D5", "S5"})
  void aRouterThatIsTooOldIsNamed() throws Exception {
    answer(message(SET_DATE, date("0.9.45")));
    assertThat(reason()).isEqualTo(Reason.VERSION);
  }

  @Test
  @Rule({"D5", "S5"})
  void wrongCredentialsAreNamed() throws Exception {
    answer(message(DISCONNECT, text("Authorization failed, user = x")));
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION);
  }

  @Test
  @Rule("D5")
  void nonsenseIsNotARouter() throws Exception {
    answer("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
    assertThat(reason()).isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  @Rule("D5")
  void halfAnAnswerIsNotARouter() throws Exception {
    answer(new byte[] {0, 0, 0, 20, SET_DATE, 1, 2});
    assertThat(reason()).isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  @Rule("D5")
  void nobodyIsNoDaemonAndBothWaysAreNamed() throws Exception {
    var knock = knock(Optional.empty());
    server.close();

    assertThatThrownBy(knock::ask)
        .isInstanceOfSatisfying(
            NetworkDown.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_DAEMON))
        .hasMessageContaining("'i2cp'")
        .hasMessageContaining("embedded");
  }

  @Test
  @Rule("D5")
  void silenceIsNoDaemon() {
    // The kernel takes the connection; nobody answers.
    assertThat(reason()).isEqualTo(Reason.NO_DAEMON);
  }

  @ParameterizedTest
  @CsvSource({
    "0.9.46,true",
    "0.9.45,false",
    "0.9.100,true",
    "0.10,true",
    "1,false",
    "2.7.0,true",
    "0.9,false",
    "0.9.64-1,false",
    "x,false",
    "'',false"
  })
  void versionsAreComparedNumberByNumber(String version, boolean isNewEnough) {
    assertThat(Knock.isNewEnough(version)).isEqualTo(isNewEnough);
  }

  private Reason reason() {
    try {
      knock(Optional.of(new Login("user", "password"))).ask();
    } catch (NetworkDown e) {
      assertThat(e).hasMessageContaining("What to do");
      return e.reason();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it was accepted");
  }

  private Knock knock(Optional<Login> login) {
    return new Knock(new Endpoint(false, server.getLocalPort()), login, () -> NOW);
  }

  /// Takes one question, answers, and hangs up.
  private void answer(byte[] bytes) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var caller = server.accept()) {
                var in = new DataInputStream(caller.getInputStream());
                assertThat(in.readByte()).isEqualTo((byte) 0x2a);
                var size = in.readInt();
                assertThat(in.readByte()).isEqualTo((byte) 32);
                in.readFully(new byte[size]);
                caller.getOutputStream().write(bytes);
              } catch (IOException e) {
                // The test that asked fails by itself.
              }
            });
  }

  private static byte[] message(int type, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .putInt(body.length)
        .put((byte) type)
        .put(body)
        .array();
  }

  private static byte[] date(String version) {
    var text = text(version);
    var time = NOW.minusSeconds(90).toEpochMilli();
    return ByteBuffer.allocate(8 + text.length).putLong(time).put(text).array();
  }

  private static byte[] text(String text) {
    return ByteBuffer.allocate(1 + text.length())
        .put((byte) text.length())
        .put(text.getBytes(US_ASCII))
        .array();
  }
}
