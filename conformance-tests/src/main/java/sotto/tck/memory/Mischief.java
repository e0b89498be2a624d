package sotto.tck.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// What a provider does besides its work when it has a bug for it: threads and sockets that nobody
/// asked for. What a network does is in [Misdeeds].
///
/// What is leaked ends by itself after a while, so that a process that tests the suite stays whole.
final class Mischief {

  private static final Duration LEAK = Duration.ofSeconds(20);
  private static final Duration SLOW = Duration.ofMillis(800);

  private final Bugs bugs;
  private final List<DatagramChannel> leaked = new ArrayList<>();

  Mischief(Bugs bugs) {
    this.bugs = bugs;
  }

  void asked() {
    if (bugs.has(Bug.STARTS_A_THREAD_WHEN_ASKED)) {
      Thread.ofPlatform().daemon().name("memory-asked").start(() -> linger(LEAK));
    }
  }

  void surveyed() {
    if (bugs.has(Bug.SURVEY_LEAVES_A_THREAD)) {
      Thread.ofPlatform().daemon().name("memory-survey").start(() -> linger(LEAK));
    }
  }

  void opening(ThreadFactory threads) throws InterruptedException {
    if (bugs.has(Bug.LEAKS_A_THREAD)) {
      threads.newThread(() -> linger(LEAK)).start();
    }
    if (bugs.has(Bug.STARTS_A_THREAD_OF_ITS_OWN)) {
      Thread.ofPlatform().daemon().name("memory-own").start(() -> linger(LEAK));
    }
    if (bugs.has(Bug.LEAKS_A_SOCKET)) {
      leakSocket();
    }
    if (bugs.has(Bug.WAITS_FOR_THE_BOOTSTRAP)) {
      Thread.currentThread().join(SLOW);
    }
  }

  /// Opens a socket that is bound to nothing, and forgets it.
  private synchronized void leakSocket() {
    try {
      leaked.add(DatagramChannel.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void linger(Duration time) {
    try {
      Thread.currentThread().join(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
