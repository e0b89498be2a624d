package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.ControlEvent.Liveness;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Refused.Kind;
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

  @Test
  void anInterruptEndsTheWaitAndNotTheSession() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.command();
                  asked.countDown();
                  answer.await();
                  caller.say("250-a=late\r\n250 OK\r\n");
                  caller.command();
                  caller.say("250-b=prompt\r\n250 OK\r\n");
                  caller.await();
                });
        var control = Sessions.open(tor.endpoint(), Login.offered())) {
      var thrown = new AtomicReference<Throwable>();
      var waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      control.info("a");
                    } catch (Exception e) {
                      thrown.set(e);
                    }
                  });
      asked.await();
      waiting.interrupt();
      waiting.join();
      answer.countDown();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertThat(control.info("b")).contains("prompt");
    }
  }

  @Test
  void closingEndsEveryCallAndNoLossIsReported() throws Exception {
    var seen = new Sessions.Seen();
    var asked = new CountDownLatch(1);
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.command();
                  asked.countDown();
                  caller.await();
                });
        var control = Sessions.open(tor.endpoint(), Login.offered(), seen)) {
      var thrown = new AtomicReference<Throwable>();
      var waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      control.info("a");
                    } catch (Exception e) {
                      thrown.set(e);
                    }
                  });
      asked.await();
      closed(control);
      waiting.join();

      assertThat(thrown.get()).isInstanceOf(NetworkDown.class);
      assertThat(seen.isEmpty()).isTrue();
    }
  }

  @Test
  void eventsComeInOrderAndAConsumerThatBlocksHoldsUpNoReply() throws Exception {
    var blocked = new CountDownLatch(1);
    var seen = new Sessions.Seen();
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.say("650 NETWORK_LIVENESS UP\r\n650 HS_DESC nonsense\r\n650 NEWS x\r\n");
                  caller.say("650 NETWORK_LIVENESS DOWN\r\n");
                  caller.command();
                  caller.say("250-a=b\r\n250 OK\r\n");
                  caller.await();
                });
        var control =
            Sessions.open(
                tor.endpoint(),
                Login.offered(),
                event -> {
                  try {
                    blocked.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  seen.accept(event);
                })) {
      assertThat(control.info("a")).contains("b");
      blocked.countDown();

      assertThat(seen.next()).isEqualTo(new Liveness(true));
      assertThat(seen.next()).isEqualTo(new Liveness(false));
    }
  }

  @Test
  void aConsumerMayAskTorItself() throws Exception {
    var answers = new java.util.concurrent.LinkedBlockingQueue<String>();
    var session = new AtomicReference<Control>();
    var ready = new CountDownLatch(1);
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.say("650 NETWORK_LIVENESS UP\r\n");
                  caller.command();
                  caller.say("250-a=b\r\n250 OK\r\n");
                  caller.await();
                });
        var control =
            Sessions.open(
                tor.endpoint(),
                Login.offered(),
                _ -> {
                  try {
                    ready.await();
                    answers.add(session.get().info("a").orElseThrow());
                  } catch (Exception e) {
                    answers.add(e.toString());
                  }
                })) {
      session.set(control);
      ready.countDown();

      assertThat(answers.take()).isEqualTo("b");
    }
  }

  @Test
  void moreEventsThanCanWaitEndTheSession() throws Exception {
    var stuck = new CountDownLatch(1);
    var over = new CountDownLatch(1);
    var last = new AtomicReference<ControlEvent>();
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.say("650 NETWORK_LIVENESS UP\r\n".repeat(Courier.WAITING_MAX + 10));
                  caller.await();
                  stuck.countDown();
                });
        var control =
            Sessions.open(
                tor.endpoint(),
                Login.offered(),
                event -> {
                  try {
                    stuck.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  last.set(event);
                  if (event instanceof Lost) {
                    over.countDown();
                  }
                })) {
      over.await();

      assertThat(control.alive()).isFalse();
      assertThat(((Lost) last.get()).why().reason()).isEqualTo(Reason.DAEMON_PROTOCOL);
    }
  }

  @Test
  void aFilterThatKeepsATopicBackLeavesTheOthers() throws Exception {
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  for (var line = caller.command(); line != null; line = caller.command()) {
                    caller.say(
                        line.contains("HS_DESC") ? "510 Command filtered\r\n" : "250 OK\r\n");
                  }
                });
        var control = Sessions.open(tor.endpoint(), Login.offered())) {
      assertThat(control.subscribe(Set.of(Topic.HS_DESC, Topic.STATUS_CLIENT)))
          .containsExactly(Topic.STATUS_CLIENT);
    }
  }

  @Test
  void anOnionIsAddedWithoutProofOfWorkWhereTorLacksIt() throws Exception {
    var service = "a".repeat(56);
    for (var refusal :
        List.of("512 Unrecognized argument", "513 Invalid", "510 Command filtered")) {
      var place = Files.createDirectory(directory.resolve(refusal.substring(0, 3)));
      try (var tor =
              ScriptedTor.in(
                  place,
                  caller -> {
                    caller.welcome();
                    for (var line = caller.command(); line != null; line = caller.command()) {
                      caller.say(
                          line.contains("PoW")
                              ? refusal + "\r\n"
                              : "250-ServiceID=" + service + "\r\n250 OK\r\n");
                    }
                  });
          var control = Sessions.open(tor.endpoint(), Login.offered());
          var key = Sessions.key()) {
        var onion = new Onion(key, 1, new Endpoint.Tcp(false, 1), Set.of(), true);

        assertThat(control.addOnion(onion)).isEqualTo(new Onion.Added(service, false));
      }
    }
  }

  @Test
  void aRefusalKeepsAddressesToItself() throws Exception {
    var service = "a".repeat(56);
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.command();
                  caller.say("552 Unknown " + service + ".onion at 10.1.2.3:99 in /var/lib/x\r\n");
                  caller.await();
                });
        var control = Sessions.open(tor.endpoint(), Login.offered())) {
      assertThatThrownBy(() -> control.delOnion(service))
          .isInstanceOf(Refused.class)
          .hasMessage("tor refused (552): Unknown [redacted] at [redacted] in [redacted]")
          .satisfies(e -> assertThat(((Refused) e).kind()).isEqualTo(Kind.NO_SUCH_ARGUMENT));
    }
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

  /// What a command after the login meets when tor says this and hangs up.
  private Reason afterwards(String text) throws Exception {
    try (var tor =
            ScriptedTor.in(
                directory,
                caller -> {
                  caller.welcome();
                  caller.command();
                  caller.say(text);
                });
        var control = Sessions.open(tor.endpoint(), Login.offered())) {
      reason(control);
      return reason(control);
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

  private static void closed(Control control) {
    control.close();
  }
}
