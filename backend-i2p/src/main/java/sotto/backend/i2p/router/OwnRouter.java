package sotto.backend.i2p.router;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.i2p.I2PAppContext;
import net.i2p.client.streaming.I2PSocketManager;
import net.i2p.client.streaming.impl.I2PSocketManagerFull;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Endpoint;
import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.client.Greeting;
import sotto.backend.i2p.client.Knock;
import sotto.backend.i2p.client.Login;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.SharedRandom;

/// A router of our own, in a process of its own, which is started again if it dies.
final class OwnRouter implements Router {

  private static final Logger LOG = LoggerFactory.getLogger(OwnRouter.class);

  /// How long a router may take to begin to answer.
  private static final Duration START_MAX = Duration.ofMinutes(2);

  /// How long after a start another one is not tried.
  private static final Duration RESTART_AFTER = Duration.ofSeconds(10);

  /// How long a router may take to say goodbye to its peers; then it is killed.
  private static final Duration STOP_MAX = Duration.ofMillis(3500);

  private static final Duration THREADS_END = Duration.ofMillis(500);

  /// Enough for a router that carries little for others.
  private static final String HEAP = "-Xmx256m";

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final I2pSettings settings;
  private final Ground ground;
  private final Login login;
  private final int port;
  private final Gateway gateway;
  private final Knock knock;
  private ProcessHandle process;
  private long started = System.nanoTime();
  private boolean closed;

  private OwnRouter(
      I2pSettings settings, Ground ground, Login login, NetworkConfig config, SharedRandom random)
      throws IOException, ConfigRejected {
    this.settings = settings;
    this.ground = ground;
    this.login = login;
    var kept = ground.kept();
    this.port = kept.isPresent() ? kept.get().port() : free();
    var endpoint = new Endpoint(false, port);
    this.gateway = Gateway.attached(endpoint, Optional.of(login), config, random);
    this.knock = new Knock(endpoint, Optional.of(login), config.clock());
    this.process = kept.isPresent() ? kept.get().process() : start();
  }

  /// Starts a router, or finds the one that was kept.
  ///
  /// @param settings the user's
  /// @param config the network's
  /// @param random the network's
  /// @throws NetworkException if it cannot be started
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  static OwnRouter open(I2pSettings settings, NetworkConfig config, SharedRandom random)
      throws NetworkException, InterruptedException {
    refuseUnusable(settings);
    var directory = settings.directory().orElse(config.directory().resolve("router"));
    var ground = Ground.take(directory);
    var open = false;
    try {
      var router = new OwnRouter(settings, ground, ground.login(random), config, random);
      open = true;
      return router;
    } catch (IOException e) {
      if (e instanceof NetworkException known) {
        throw known;
      }
      throw new NetworkDown(
          Reason.NO_DAEMON,
          "The I2P router cannot be started. What to do: check that this program may write in its"
              + " directory and run Java.");
    } finally {
      if (!open) {
        ground.close();
      }
    }
  }

  /// Looks at what is outside, before anything is started.
  private static void refuseUnusable(I2pSettings settings) throws ConfigRejected {
    if (settings.seeds().filter(seeds -> !Files.isDirectory(seeds)).isPresent()) {
      throw new ConfigRejected(
          "router.seeds", "What to do: name a directory with files of routers.");
    }
    var certificates = settings.directory().map(own -> own.resolve("certificates/reseed"));
    if (settings.reseeds() && certificates.filter(Files::isDirectory).isEmpty()) {
      throw new ConfigRejected(
          "router.reseed",
          "Whom to trust for the first routers is not known. What to do: copy the directory"
              + " 'certificates' of an I2P installation into the one that 'router.directory'"
              + " names.");
    }
  }

  @Override
  public Greeting greet() throws NetworkDown, InterruptedException {
    revive();
    try {
      return knock.ask();
    } catch (NetworkDown e) {
      if (e.reason() == Reason.NO_DAEMON && age().compareTo(START_MAX) < 0) {
        throw new NetworkDown(
            Reason.NOT_READY, "The I2P router is being started. What to do: wait.", e);
      }
      throw e;
    }
  }

  private synchronized void revive() throws NetworkDown {
    if (closed || process.isAlive() || age().compareTo(RESTART_AFTER) < 0) {
      return;
    }
    LOG.warn("The I2P router has ended and is started again.");
    try {
      process = start();
    } catch (IOException e) {
      throw new NetworkDown(
          Reason.NO_DAEMON, "The I2P router ended and does not start. What to do: see its log.", e);
    }
  }

  private synchronized Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private ProcessHandle start() throws IOException {
    refuseIfTaken();
    ground.start(Preset.of(settings, ground.directory(), port, login));
    started = System.nanoTime();
    var handle =
        new ProcessBuilder(command())
            .directory(ground.directory().toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .redirectInput(settings.keeps() ? Redirect.from(new File("/dev/null")) : Redirect.PIPE)
            .start()
            .toHandle();
    ground.runs(handle, port);
    return handle;
  }

  private List<String> command() throws IOException {
    var words = new ArrayList<String>();
    if (settings.keeps() && Files.isExecutable(SETSID)) {
      // What ends our program at a terminal must not end a router that is kept.
      words.add(SETSID.toString());
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add(HEAP);
    words.add("-XX:+UseSerialGC");
    words.add("-Djava.awt.headless=true");
    words.add("-Djava.io.tmpdir=" + ground.directory());
    if (!settings.reseeds()) {
      words.add("-Djdk.net.hosts.file=" + ground.hosts());
    }
    words.add("-cp");
    words.add(classPath());
    words.add(Program.class.getName());
    words.add(ground.directory().toString());
    return words;
  }

  private static String classPath() {
    var places = new LinkedHashSet<String>();
    for (var type :
        new Class<?>[] {
          Program.class,
          net.i2p.router.Router.class,
          I2PAppContext.class,
          I2PSocketManager.class,
          I2PSocketManagerFull.class
        }) {
      places.add(place(type));
    }
    return String.join(File.pathSeparator, places);
  }

  private static String place(Class<?> type) {
    var location = type.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(location.toString())).toString();
  }

  /// Says so before a router starts that nobody could reach.
  private void refuseIfTaken() throws ConfigRejected {
    if (settings.port().isEmpty()) {
      return;
    }
    try (var socket = new ServerSocket(settings.port().getAsInt(), 1, loopback())) {
      LOG.debug("The router's port is free: {}", socket.isBound());
    } catch (IOException e) {
      throw new ConfigRejected(
          "router.port",
          "Another program has this port. What to do: choose another, or end that program.");
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  @Override
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (!settings.keeps()) {
      stop();
      ground.ended();
    }
    gateway.close(THREADS_END);
    ground.close();
  }

  private void stop() {
    process.destroy();
    try {
      process.onExit().get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
