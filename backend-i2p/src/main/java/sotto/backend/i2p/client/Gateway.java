package sotto.backend.i2p.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import net.i2p.I2PAppContext;
import sotto.spi.NetworkConfig;
import sotto.spi.backend.SharedRandom;

/// The way to one router, for the sessions of one network: what I2P's libraries need, and the group
/// that their threads live in.
///
/// The libraries start three threads for each session by themselves: one reads, one writes, and one
/// delivers. A thread group is the one thing by which they can be told from others, and waited for
/// (N6).
public final class Gateway implements AutoCloseable {

  /// The name of the group of threads that I2P's libraries start.
  public static final String THREADS = "sotto-i2p";

  private static final int THREADS_MAX = 4096;

  private final I2PAppContext context;
  private final Map<String, String> options;
  private final ThreadFactory factory;
  private final ThreadGroup threads = new ThreadGroup(THREADS);
  private final boolean ours;

  private Gateway(
      I2PAppContext context, Map<String, String> options, ThreadFactory factory, boolean ours) {
    this.context = context;
    this.factory = factory;
    this.options = Map.copyOf(options);
    this.ours = ours;
  }

  /// Returns the way to a router that runs already.
  ///
  /// @param endpoint where it takes I2CP
  /// @param login as whom
  /// @param config the network's; nothing is written in its directory
  /// @param random the network's
  /// @return the way
  public static Gateway attached(
      Endpoint endpoint, Optional<Login> login, NetworkConfig config, SharedRandom random) {
    var options = new TreeMap<String, String>();
    options.put("i2cp.tcp.host", endpoint.host());
    options.put("i2cp.tcp.port", Integer.toString(endpoint.port()));
    login.ifPresent(
        known -> {
          options.put("i2cp.username", known.user());
          options.put("i2cp.password", known.password());
        });
    var context = OwnGround.of(config.directory(), random, config.threads());
    return new Gateway(context, options, config.threads(), true);
  }

  /// Returns the way to a router in this process, which needs no port.
  ///
  /// @param router its context
  /// @param config the network's
  /// @return the way
  public static Gateway inside(I2PAppContext router, NetworkConfig config) {
    return new Gateway(router, Map.of(), config.threads(), false);
  }

  I2PAppContext context() {
    return context;
  }

  /// Makes the threads that the libraries let us make.
  ThreadFactory factory() {
    return factory;
  }

  Map<String, String> options() {
    return options;
  }

  /// Makes a group for the threads of one session.
  ThreadGroup group() {
    return new ThreadGroup(threads, THREADS);
  }

  /// Starts something on a thread of a group, so that threads which it starts are in it too.
  static <T> FutureTask<T> start(ThreadGroup group, Callable<T> work) {
    var task = new FutureTask<>(work);
    var thread = new Thread(group, task, THREADS);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /// Ends the timers and waits for the libraries' threads; sessions were closed before.
  ///
  /// @param patience how long to wait at the most
  public void close(Duration patience) {
    close();
    var end = System.nanoTime() + patience.toNanos();
    var interrupted = false;
    var running = new Thread[Math.min(threads.activeCount() + 16, THREADS_MAX)];
    var count = threads.enumerate(running);
    for (var i = 0; i < count && System.nanoTime() < end && !interrupted; i++) {
      try {
        running[i].join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the timers.
  @Override
  public void close() {
    if (ours) {
      context.simpleTimer2().stop();
    }
  }
}
