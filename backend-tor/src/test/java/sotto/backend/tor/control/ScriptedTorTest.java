package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.ScriptedTor.Script;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// What goes wrong at a control port, one by one.
@Timeout(60)
class ScriptedTorTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String GREETING =
      "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=%s\r\n250-VERSION Tor=\"%s\"\r\n250 OK\r\n";

  @TempDir Path directory;

  @Test
  void aSocketThatIsNotThereIsNoDaemon() {
    var nowhere = new Endpoint.Unix(directory.resolve("nowhere"));

    assertThat(failure(nowhere))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_DAEMON))
        .hasMessageContaining("What to do: start it")
        .hasMessageNotContaining(directory.toString())
        .hasRootCauseInstanceOf(NetworkDown.class);
  }

  @Test
  void aSocketThatNobodyListensOnIsNoDaemon() throws Exception {
    Files.createFile(directory.resolve("file"));

    assertThat(failure(new Endpoint.Unix(directory.resolve("file"))).reason())
        .isEqualTo(Reason.NO_DAEMON);
  }

  @Test
  void anotherServiceIsDaemonProtocol() throws Exception {
    assertThat(
            opening(
                caller -> {
                  caller.say("SSH-2.0-OpenSSH_9.2\r\n");
                  caller.await();
                }))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  void aProxyThatAnswersInTheSameFormIsNoTor() throws Exception {
    assertThat(
            opening(
                caller -> {
                  caller.command();
                  caller.say("220 mail.example ESMTP\r\n");
                  caller.await();
                }))
        .isEqualTo(Reason.VERSION);
  }

  @Test
  void anOldTorIsRefusedUnlessItIsAllowed() throws Exception {
    Script old =
        caller -> {
          caller.command();
          caller.say(GREETING.formatted("NULL", "0.4.7.13"));
          caller.command();
          caller.say("250 OK\r\n");
          caller.await();
        };

    assertThat(opening(old)).isEqualTo(Reason.VERSION);
    try (var tor = ScriptedTor.in(Files.createDirectory(directory.resolve("again")), old);
        var control = Sessions.open(tor.endpoint(), Login.offered().allowingOld())) {
      assertThat(control.version()).hasToString("0.4.7.13");
    }
  }

  @Test
  void aServerThatDoesNotKnowTheCookieNeverSeesOurProof() throws Exception {
    var cookie = Files.write(directory.resolve("cookie"), new byte[32]);
    var sent = new AtomicReference<String>("");
    Script impostor =
        caller -> {
          caller.command();
          caller.say(
              GREETING.formatted("COOKIE,SAFECOOKIE COOKIEFILE=\"" + cookie + '"', "0.4.9.11"));
          caller.command();
          caller.say(
              "250 AUTHCHALLENGE SERVERHASH="
                  + "0".repeat(64)
                  + " SERVERNONCE="
                  + "0".repeat(64)
                  + "\r\n");
          var next = caller.command();
          sent.set(next == null ? "" : next);
        };

    assertThat(opening(impostor)).isEqualTo(Reason.AUTHENTICATION);
    assertThat(sent.get()).isEmpty();
  }

  @Test
  void aChallengeThatIsTooShortIsDaemonProtocol() throws Exception {
    var cookie = Files.write(directory.resolve("cookie"), new byte[32]);
    assertThat(
            opening(
                caller -> {
                  caller.command();
                  caller.say(
                      GREETING.formatted("SAFECOOKIE COOKIEFILE=\"" + cookie + '"', "0.4.9.11"));
                  caller.command();
                  caller.say("250 AUTHCHALLENGE SERVERHASH=00 SERVERNONCE=00\r\n");
                  caller.await();
                }))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  void aTorThatTakesOnlyItsBareCookieGetsIt() throws Exception {
    var bytes = HexFormat.of().parseHex("ab".repeat(32));
    var cookie = Files.write(directory.resolve("cookie"), bytes);
    var sent = new AtomicReference<String>("");
    Script tor =
        caller -> {
          caller.command();
          caller.say(GREETING.formatted("COOKIE COOKIEFILE=\"" + cookie + '"', "0.4.9.11"));
          sent.set(caller.command());
          caller.say("250 OK\r\n");
          caller.await();
        };

    try (var server = ScriptedTor.in(directory, tor);
        var control = Sessions.open(server.endpoint(), Login.offered())) {
      assertThat(control.alive()).isTrue();
      assertThat(sent.get()).isEqualToIgnoringCase("AUTHENTICATE " + "ab".repeat(32));
    }
  }

  @Test
  void aLoginThatNobodyKnowsIsAuthentication() throws Exception {
    assertThat(
            opening(
                caller -> {
                  caller.command();
                  caller.say(GREETING.formatted("MAGIC", "0.4.9.11"));
                  caller.await();
                }))
        .isEqualTo(Reason.AUTHENTICATION);
  }

  @Test
  void aTorThatAcceptsAndNeverAnswersIsNoDaemonWithinTheDeadline() throws Exception {
    assertThat(opening(ScriptedTor.Caller::await)).isEqualTo(Reason.NO_DAEMON);
  }

  @Test
  void aTorThatFallsSilentLaterLosesTheSessionForAll() throws Exception {
    var seen = new Sessions.Seen();
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.await();
                });
        var control = Sessions.hasty(tor.endpoint(), SHORT, seen)) {
      assertThat(reason(control)).isEqualTo(Reason.NO_DAEMON);
      assertThat(seen.next())
          .isInstanceOfSatisfying(
              Lost.class, lost -> assertThat(lost.why().reason()).isEqualTo(Reason.NO_DAEMON));
      assertThat(reason(control)).isEqualTo(Reason.NO_DAEMON);
    }
  }

  @Test
  void halfAReplyIsNoDaemonWhenTorHangsUp() throws Exception {
    assertThat(afterwards("250-version=0.4.9.11\r\n250 O")).isEqualTo(Reason.NO_DAEMON);
    assertThat(afterwards("250+version=\r\n0.4.9.11\r\n")).isEqualTo(Reason.NO_DAEMON);
    assertThat(afterwards("")).isEqualTo(Reason.NO_DAEMON);
  }

  @Test
  void whatIsNoReplyIsDaemonProtocol() throws Exception {
    assertThat(afterwards("25\r\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards("hello\r\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards("250?OK\r\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards("250-a=b\r\n650 NETWORK_LIVENESS UP\r\n"))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards("999 OK\r\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards("\0\0\0\0\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  void anAnswerThatNobodyAskedForIsDaemonProtocol() throws Exception {
    assertThat(afterwards("250 OK\r\n250 OK\r\n")).isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  void aLineWithoutEndIsDaemonProtocolAndIsNotKept() throws Exception {
    assertThat(afterwards("250 " + "x".repeat(CappedLines.LINE_MAX) + "\r\n"))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  @Test
  void aReplyWithoutEndIsDaemonProtocol() throws Exception {
    assertThat(afterwards("250-x=y\r\n".repeat(CappedLines.LINES_MAX + 1)))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
    assertThat(afterwards(("250-" + "x".repeat(60_000) + "\r\n").repeat(5)))
        .isEqualTo(Reason.DAEMON_PROTOCOL);
  }

  private Reason opening(Script script) throws Exception {
    try (var tor = ScriptedTor.in(directory, script)) {
      return catchThrowableOfType(
              NetworkDown.class,
              () -> Sessions.hasty(tor.endpoint(), SHORT.multipliedBy(3), _ -> {}))
          .reason();
    } finally {
      Files.deleteIfExists(directory.resolve("scripted"));
    }
  }

  /// Why the session ends when tor answers the first command with this and hangs up.
  private Reason afterwards(String text) throws Exception {
    var seen = new Sessions.Seen();
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.command();
                  caller.say(text);
                });
        var control = Sessions.open(tor.endpoint(), Login.offered(), seen)) {
      reason(control);
      return ((Lost) seen.next()).why().reason();
    } finally {
      Files.deleteIfExists(directory.resolve("scripted"));
    }
  }

  private static Reason reason(Control control) {
    try {
      control.info(List.of("version"));
      return Reason.CLOSED;
    } catch (NetworkDown e) {
      return e.reason();
    } catch (Refused | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static NetworkDown failure(Endpoint endpoint) {
    return catchThrowableOfType(NetworkDown.class, () -> Sessions.open(endpoint, Login.offered()));
  }
}
