package sotto.backend.tor.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import sotto.tck.Fault;

/// The inside of a [FakeTor]: its parts, and who is connected.
///
/// Guarded by the network's monitor, except where it says otherwise.
final class Daemon implements AutoCloseable {

  private static final int COOKIE = 32;

  /// Longer than any test runs.
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final FakeTorNetwork network;
  private final Path directory;
  private final Setup setup;
  private final Condition condition = new Condition();
  private final Journal journal = new Journal();
  private final Script script = new Script();
  private final Set<ControlLine> lines = new LinkedHashSet<>();
  private final Set<Stream> streams = new LinkedHashSet<>();
  private final Events events = new Events(this);
  private final Descriptors descriptors = new Descriptors(this);
  private final Verbs verbs;
  private final Settings settings;
  private final Door controlDoor;
  private final Door socksDoor;
  private byte[] cookie = {};
  private boolean dead;
  private volatile boolean silent;
  private volatile boolean closed;

  Daemon(FakeTorNetwork network, Path directory, Setup setup) throws IOException {
    this.network = network;
    this.directory = directory;
    this.setup = setup;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    verbs = new Verbs(this);
    settings = new Settings(this);
    condition.disable(setup.networkDisabled());
    bake();
    controlDoor = new Door(control(), this::control);
    socksDoor = new Door(socks(), this::socks);
    if (setup.networkDisabled()) {
      socksDoor.shut();
    }
  }

  /// Writes a new cookie, as tor does at each start.
  private void bake() {
    cookie = new byte[COOKIE];
    new SecureRandom().nextBytes(cookie);
    try {
      Files.write(cookieFile(), cookie);
      Files.setPosixFilePermissions(cookieFile(), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void control(SocketChannel channel) {
    new ControlLine(this, channel).run();
  }

  private void socks(SocketChannel channel) {
    new SocksCall(this, channel).run();
  }

  // Its parts.

  FakeTorNetwork network() {
    return network;
  }

  Setup setup() {
    return setup;
  }

  Path data() {
    return directory;
  }

  Path control() {
    return directory.resolve("control");
  }

  Path socks() {
    return directory.resolve("socks");
  }

  Path cookieFile() {
    return directory.resolve("control_auth_cookie");
  }

  byte[] cookie() {
    return cookie;
  }

  Condition condition() {
    return condition;
  }

  Condition.View view() {
    return condition.view();
  }

  Journal journal() {
    return journal;
  }

  Script script() {
    return script;
  }

  Settings settings() {
    return settings;
  }

  Events events() {
    return events;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  Verbs verbs() {
    return verbs;
  }

  Set<ControlLine> lines() {
    return lines;
  }

  // Its monitor; safe for any thread.

  void atomically(Runnable action) {
    synchronized (network) {
      action.run();
      network.notifyAll();
    }
  }

  <T> T atomically(Supplier<T> action) {
    synchronized (network) {
      return action.get();
    }
  }

  boolean has(Fault fault) {
    synchronized (network) {
      return condition.has(fault);
    }
  }

  /// Waits for a moment while something holds.
  void awaitWhile(BooleanSupplier holds, Duration timeout) {
    try {
      network.awaitWhile(holds, timeout);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits while this tor takes what it is told and does nothing.
  void awaitSound() throws InterruptedException {
    if (silent) {
      network.awaitWhile(() -> silent && !closed, FOR_EVER);
    }
  }

  /// Tells whether dials from here get no answer.
  boolean stalls() {
    return !closed && (stallsOthers() || !view().circuits());
  }

  /// Tells whether dials to here get no answer.
  boolean stallsOthers() {
    return !closed && Dial.stalls(condition);
  }

  // Its controllers and streams; safe for any thread.

  void entered(ControlLine line) throws IOException {
    synchronized (network) {
      if (dead) {
        throw new IOException("dead");
      }
      lines.add(line);
    }
  }

  /// Ends what a controller had, and this tor if it was its owner.
  void left(ControlLine line) {
    atomically(
        () -> {
          lines.remove(line);
          verbs.services().left(line);
          if (line.owner()) {
            die();
          }
        });
  }

  /// Hears a command of so many bytes; nothing is what a controller gets who is hung up on.
  Optional<Reply> hear(ControlLine line, String command, long bytes) {
    synchronized (network) {
      if (dead) {
        return Optional.empty();
      }
      journal.command(command);
      if (!line.login().done()) {
        journal.beforeLogin(bytes);
      }
      var reply = line.answer(condition, command);
      network.notifyAll();
      return reply;
    }
  }

  void leak(String host, int port) {
    atomically(() -> journal.leak(host, port));
  }

  /// Takes a stream in, unless one of its tors died meanwhile.
  boolean join(Stream stream) {
    synchronized (network) {
      var alive = !stream.near().dead && !stream.far().dead;
      if (alive) {
        stream.near().streams.add(stream);
        stream.far().streams.add(stream);
      }
      return alive;
    }
  }

  void leave(Stream stream) {
    synchronized (network) {
      stream.near().streams.remove(stream);
      stream.far().streams.remove(stream);
    }
  }

  // What befalls it.

  /// Dies, and takes everything along.
  void die() {
    dead = true;
    controlDoor.shut();
    socksDoor.shut();
    lines.clear();
    verbs.services().clear();
    verbs.keyring().clear();
    endStreams();
  }

  /// Starts again, without memory.
  void revive() {
    if (dead) {
      dead = false;
      bake();
      settings.reset();
      condition.disable(setup.networkDisabled());
      controlDoor.reopen();
      if (!setup.networkDisabled()) {
        socksDoor.reopen();
      }
    }
  }

  void endStreams() {
    List.copyOf(streams).forEach(Stream::end);
  }

  /// Makes everybody's connection one that fails as soon as it is used, and ends all services.
  void sleep() {
    lines.forEach(ControlLine::age);
    streams.forEach(Stream::age);
    verbs.services().clear();
  }

  void hush(boolean saysNothing) {
    silent = saysNothing;
  }

  void fall() {
    if (condition.fall()) {
      events.phase(condition.view());
    }
  }

  void disableNetwork(boolean disabled) {
    if (disabled == condition.disabled()) {
      return;
    }
    if (disabled) {
      socksDoor.shut();
      endStreams();
    } else {
      socksDoor.reopen();
    }
    var before = view();
    condition.disable(disabled);
    events.changed(before, view());
    descriptors.catchUp();
  }

  boolean busy() {
    return controlDoor.busy() || socksDoor.busy();
  }

  /// Stops, and waits until nobody is inside. Not under the monitor.
  @Override
  public void close() {
    atomically(
        () -> {
          closed = true;
          die();
        });
    controlDoor.close();
    socksDoor.close();
  }
}
