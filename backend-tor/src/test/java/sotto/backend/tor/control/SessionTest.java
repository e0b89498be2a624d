package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// How a session behaves towards those who use it.
@Timeout(60)
class SessionTest {

  @TempDir Path directory;

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

  private static void closed(Control control) {
    control.close();
  }
}
