package sotto.testnet.i2p;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.testnet.keep.Keeper;

/// A private I2P network on this machine: Java routers in a process of their own, all of them
/// floodfills, and real i2pds if wanted.
///
/// It lives in a directory of its own and, where the system allows it, in a network namespace that
/// has only `lo`, so that nothing can leave; [#isolated] says whether it does. In any case every
/// router is told what keeps it private before its first start: a network id of its own, no reseed,
/// no time servers, no UPnP, and 127.0.0.1 as its only address.
///
/// When it is closed, or this process ends in any way, `kill -9` included, every process of it ends
/// and its directory is removed.
///
/// It is faster than the public network: what makes a fresh router hold back is let go (see the
/// package [sotto.testnet.i2p.routers]), and nothing is far away. Lease sets are published within a
/// second.
///
/// Safe for use by any number of threads.
public final class I2pTestnet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(I2pTestnet.class);

  private final Keeper keeper;
  private final Path directory;
  private final Options options;
  private final RouterProcess process;
  private final List<I2pRouter> routers = new CopyOnWriteArrayList<>();
  private final List<I2pRouter> doors = new CopyOnWriteArrayList<>();
  private final Embedding embedding;
  private final Spares spares = new Spares();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// How a network is to be.
  ///
  /// @param routers how many Java routers, 1 to [#ROUTERS_MAX]
  /// @param i2pds how many i2pds besides, 0 to [#I2PDS_MAX]
  /// @param hops how many other routers are in each tunnel of a node, 0 to 7, and fewer than there
  ///   are routers; what [I2pRouter#settings] say
  /// @param batchMillis how long the gateway of a tunnel gathers messages before it sends them, 1
  ///   to 1000 ms; empty for what routers do, which is 37 ms and 75 ms. It is paid twice in each
  ///   direction
  /// @param isolate whether to use a network namespace where there can be one
  /// @param progress is told, in the caller's thread, what is being waited for
  public record Options(
      int routers,
      int i2pds,
      int hops,
      OptionalInt batchMillis,
      boolean isolate,
      Consumer<String> progress) {

    /// The most routers: each has 40 threads and 40 MB.
    public static final int ROUTERS_MAX = 8;

    /// The most i2pds.
    public static final int I2PDS_MAX = 2;

    private static final int BATCH_MAX = 1_000;

    /// Checks the ranges.
    public Options {
      if (routers < 1 || routers > ROUTERS_MAX) {
        throw new IllegalArgumentException("a network has 1 to " + ROUTERS_MAX + " Java routers");
      }
      if (i2pds < 0 || i2pds > I2PDS_MAX) {
        throw new IllegalArgumentException("a network has 0 to " + I2PDS_MAX + " i2pds");
      }
      if (hops < 0 || hops > 7 || hops >= routers) {
        throw new IllegalArgumentException(
            "a tunnel has 0 to 7 hops, and each is another router of the network");
      }
      if (batchMillis.isPresent()
          && (batchMillis.getAsInt() < 1 || batchMillis.getAsInt() > BATCH_MAX)) {
        throw new IllegalArgumentException("messages are gathered for 1 to " + BATCH_MAX + " ms");
      }
    }

    /// Returns what is ordinary: three routers, no i2pd, two hops, gateways as they are, a
    /// namespace where there can be one, and nobody is told.
    ///
    /// @return the options
    public static Options ordinary() {
      return new Options(3, 0, 2, OptionalInt.empty(), true, _ -> {});
    }

    /// Returns the same with another number of Java routers.
    ///
    /// @param other how many
    /// @return new options
    public Options routers(int other) {
      return new Options(other, i2pds, hops, batchMillis, isolate, progress);
    }

    /// Returns the same with another number of i2pds.
    ///
    /// @param other how many
    /// @return new options
    public Options i2pds(int other) {
      return new Options(routers, other, hops, batchMillis, isolate, progress);
    }

    /// Returns the same with tunnels of another length.
    ///
    /// @param other how many routers are in each
    /// @return new options
    public Options hops(int other) {
      return new Options(routers, i2pds, other, batchMillis, isolate, progress);
    }

    /// Returns the same with gateways that gather messages for another time, such as 5 ms for
    /// measurements of throughput.
    ///
    /// @param other how long, in milliseconds
    /// @return new options
    public Options batchMillis(int other) {
      return new Options(routers, i2pds, hops, OptionalInt.of(other), isolate, progress);
    }

    /// Returns the same with or without the use of namespaces.
    ///
    /// @param other whether to use one where there can be one
    /// @return new options
    public Options isolate(boolean other) {
      return new Options(routers, i2pds, hops, batchMillis, other, progress);
    }

    /// Returns the same with another listener.
    ///
    /// @param other is told what is being waited for
    /// @return new options
    public Options progress(Consumer<String> other) {
      return new Options(routers, i2pds, hops, batchMillis, isolate, other);
    }

    /// What every router of the network is told besides.
    List<String> more() {
      return batchMillis.isPresent()
          ? List.of("router.batchFrequency=" + batchMillis.getAsInt())
          : List.of();
    }
  }

  private I2pTestnet(Keeper keeper, Options options, RouterProcess process, Embedding embedding) {
    this.keeper = keeper;
    this.options = options;
    this.process = process;
    this.embedding = embedding;
    directory = keeper.directory();
  }

  /// Starts an ordinary network and returns when its routers know each other and have tunnels.
  ///
  /// @return the network
  /// @throws IOException if it does not start; the message says what to do
  /// @throws InterruptedException if the thread is interrupted; what was started is ended
  public static I2pTestnet start() throws IOException, InterruptedException {
    return start(Options.ordinary());
  }

  /// Starts a network and returns when its routers know each other and have tunnels.
  ///
  /// @param options how it is to be
  /// @return the network
  /// @throws IOException if it does not start; the message says what to do
  /// @throws InterruptedException if the thread is interrupted; what was started is ended
  public static I2pTestnet start(Options options) throws IOException, InterruptedException {
    var keeper = Keeper.start(options.isolate());
    var started = false;
    try {
      LOG.info("A private I2P network starts in {}.", keeper.confinement());
      var ports = Ports.draw(new SecureRandom(), options.routers());
      var process = RouterProcess.start(keeper, options.routers(), ports, options.more());
      process.awaitReady(options.progress());
      var embedding = new Embedding(keeper, process, options);
      var network = new I2pTestnet(keeper, options, process, embedding);
      started = network.populate(ports);
      return network;
    } finally {
      if (!started) {
        keeper.close();
      }
    }
  }

  private boolean populate(Ports ports) throws IOException, InterruptedException {
    var complete = false;
    try {
      for (var i = 0; i < options.routers(); i++) {
        var socket = directory.resolve("router-" + i).resolve("i2cp");
        add(new I2pRouter(I2pRouter.Kind.JAVA, i, process.pid(), options.hops(), socket, spares));
        embedding.add(ports.ntcp(i));
      }
      for (var i = 0; i < options.i2pds(); i++) {
        join();
      }
      complete = true;
      return true;
    } finally {
      if (!complete) {
        shut();
      }
    }
  }

  private I2pRouter add(I2pRouter router) {
    routers.add(router);
    doors.add(router);
    return router;
  }

  /// Starts an i2pd, and returns when it is connected to all Java routers.
  ///
  /// @return the i2pd, which is one of [#routers] from now on
  /// @throws IOException if it does not start; the message says what to do
  /// @throws InterruptedException if the thread is interrupted
  public synchronized I2pRouter join() throws IOException, InterruptedException {
    var number = routers.size() - options.routers();
    if (number == Options.I2PDS_MAX) {
      throw new IllegalStateException("a network has at most " + Options.I2PDS_MAX + " i2pds");
    }
    options.progress().accept("waiting for an i2pd to join");
    var ports = Ports.draw(new SecureRandom(), 1);
    var i2pd = new I2pd(keeper, number, ports.ntcp(0), ports.i2cp(0));
    i2pd.join(process, directory.resolve("seeds"));
    embedding.add(ports.ntcp(0));
    return add(
        new I2pRouter(
            I2pRouter.Kind.I2PD, number, i2pd.pid(), options.hops(), i2pd.socket(), spares));
  }

  /// Returns the routers, each with a door of its own for clients.
  ///
  /// @return the Java routers, and then the i2pds
  public List<I2pRouter> routers() {
    return List.copyOf(routers);
  }

  /// Returns a router once more, with another door: what is done to it is not noticed by those who
  /// came through the first.
  ///
  /// @param router one of the network's
  /// @return the same router behind a port of its own, for as long as the network runs
  /// @throws IOException if no port can be opened
  public I2pRouter again(I2pRouter router) throws IOException {
    var another = router.again();
    doors.add(another);
    return another;
  }

  /// Returns the settings of the I2P backend that make a node join with a router of its own, inside
  /// the node's process: what makes the router private, whom it knows, and its port. Each call is
  /// for another node. The router is outside of the network's namespace and reaches the others
  /// through doors; it talks to nobody but 127.0.0.1.
  ///
  /// @return the settings by name, without the router's directory
  /// @throws IOException if no port can be opened
  public Map<String, String> embedded() throws IOException {
    return embedding.settings();
  }

  /// Tells whether the network is in a namespace that has only `lo`, so that nothing can leave.
  ///
  /// @return false where the system gives no namespace; [#confinement] says why
  public boolean isolated() {
    return keeper.isolated();
  }

  /// Says where the network's processes live.
  ///
  /// @return a few words, such as "a network namespace that has only lo, as root"
  public String confinement() {
    return keeper.confinement();
  }

  /// Returns the words before a command that make it run where the network is, such as `nsenter`
  /// and its options.
  ///
  /// @return the words; none where the network is not in a namespace
  public List<String> entrance() {
    return keeper.entrance();
  }

  /// Returns the network's directory.
  ///
  /// @return a directory that only its owner can enter; it is gone when the network is closed
  public Path directory() {
    return directory;
  }

  /// Changes a setting of a running Java router.
  ///
  /// @param value the value, or nothing to take the setting away
  void set(I2pRouter router, String name, String value) throws IOException {
    process.order("set", router.number(), name, value);
  }

  /// Ends every process of the network and removes its directory; without effect the second time.
  ///
  /// @throws UncheckedIOException if something is left
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      shut();
      keeper.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // The keeper goes on by itself.
      Thread.currentThread().interrupt();
    }
  }

  /// Tells whether every Java router has a lease set.
  ///
  /// @param hash what it is looked up by, in I2P's base64
  boolean knows(String hash) throws IOException {
    return process.asks("knows", hash);
  }

  private void shut() throws IOException {
    embedding.close();
    for (var door : doors) {
      door.kill();
    }
    spares.close();
  }

  /// Reveals no path.
  @Override
  public String toString() {
    return "I2pTestnet[" + routers.size() + " routers]";
  }
}
