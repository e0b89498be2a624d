package sotto.tck.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.NetworkConfig;
import sotto.spi.ServiceKey;
import sotto.tck.Fault;

/// What a network does besides its work when it has a bug for it. What its provider does is in
/// [Mischief].
///
/// Safe for use by any number of threads.
final class Misdeeds {

  private static final System.Logger LOG = System.getLogger("sotto.tck.memory");
  private static final long ATTEMPT_NANOS = 100_000;
  private static final Duration SLOW = Duration.ofMillis(40);

  private final Bugs bugs;
  private final NetworkConfig config;
  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final List<Pipe> leaked = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  Misdeeds(Bugs bugs, NetworkConfig config) {
    this.bugs = bugs;
    this.config = config;
  }

  void opened() {
    if (bugs.has(Bug.SETS_SYSTEM_PROPERTY)) {
      System.setProperty("sotto.tck.memory.opened", String.valueOf(System.nanoTime()));
    }
    try {
      if (bugs.has(Bug.OPENS_SOCKET)) {
        channels.add(DatagramChannel.open().bind(new InetSocketAddress(0)));
      }
      if (bugs.has(Bug.LEAKS_PROCESS)) {
        new ProcessBuilder("sleep", "5").start();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void listening(ServiceKey key) {
    var directory = config.directory();
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

  void listens(MemoryListener listener, MemoryNetwork network) {
    try {
      if (bugs.has(Bug.LISTENS_EVERYWHERE)) {
        channels.add(ServerSocketChannel.open().bind(new InetSocketAddress(0)));
      }
      if (bugs.has(Bug.FORWARDS_ANYBODY)) {
        var door =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channels.add(door);
        config.threads().newThread(() -> forward(door, listener, network)).start();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forward(ServerSocketChannel door, MemoryListener listener, MemoryNetwork network) {
    while (!closed) {
      try (var _ = door.accept()) {
        var ends = Ends.tie(network, network, listener.address(), Optional.empty(), bugs);
        listener.offer(ends.far(), Set.of());
      } catch (IOException _) {
        // The listener is full or closed; the next round tells.
      }
    }
  }

  void dialling() throws InterruptedException {
    if (bugs.has(Bug.DIALS_SLOWLY)) {
      Thread.currentThread().join(SLOW);
    }
  }

  void dials(Address peer) {
    if (bugs.has(Bug.RESOLVES_DNS)) {
      try {
        InetAddress.getAllByName("a-peer.sotto-tck.invalid");
      } catch (UnknownHostException _) {
        // Nobody has this name; asking for it is the bug.
      }
    }
    if (bugs.has(Bug.LOGS_ADDRESS)) {
      LOG.log(System.Logger.Level.INFO, "dialling {0}", peer.text());
    }
    if (bugs.has(Bug.LEAKS_THREAD)) {
      config.threads().newThread(Misdeeds::waitForEver).start();
    }
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void dialFailed() {
    if (bugs.has(Bug.LEAKS_FD)) {
      try {
        leaked.add(Pipe.open());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void greets(Link link, Isolation isolation) {
    try {
      if (bugs.has(Bug.SENDS_LABEL) && isolation instanceof Isolation.Labelled(var label)) {
        link.write(ByteBuffer.wrap(label.getBytes(UTF_8)));
      }
      if (bugs.has(Bug.SENDS_CLOCK)) {
        var now = ByteBuffer.allocate(Long.BYTES).putLong(config.clock().millis());
        link.write(now.flip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void changed(Daemon daemon) {
    if (bugs.has(Bug.BUSY_LOOP) && daemon.has(Fault.DAEMON_GONE)) {
      config.threads().newThread(() -> spin(daemon)).start();
    }
    if (bugs.has(Bug.RETRIES_LOGIN_FOREVER) && daemon.has(Fault.DAEMON_REFUSES_LOGIN)) {
      config.threads().newThread(() -> tryAgain(daemon)).start();
    }
  }

  private void spin(Daemon daemon) {
    while (!closed && daemon.has(Fault.DAEMON_GONE)) {
      Thread.onSpinWait();
    }
  }

  private void tryAgain(Daemon daemon) {
    while (!closed && daemon.has(Fault.DAEMON_REFUSES_LOGIN)) {
      LOG.log(System.Logger.Level.WARNING, "the login was refused");
      LockSupport.parkNanos(ATTEMPT_NANOS);
    }
  }

  void closed() {
    closed = true;
    for (var channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
