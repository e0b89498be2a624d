package sotto.tck.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import sotto.spi.ServiceKey;

/// Bugs that are no slip in the logic but something extra: threads, sockets and files that nobody
/// asked for.
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

  void listening(Path directory, ServiceKey key) {
    try {
      if (bugs.has(Bug.WRITES_SECRETS_TO_DISK)) {
        Files.write(directory.resolve("key"), key.secret().reveal());
      }
      if (bugs.has(Bug.LETS_OTHERS_READ)) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void dialling() throws InterruptedException {
    if (bugs.has(Bug.DIALS_SLOWLY)) {
      Thread.currentThread().join(Duration.ofMillis(40));
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
