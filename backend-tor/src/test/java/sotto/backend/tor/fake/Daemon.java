package sotto.backend.tor.fake;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import sotto.tck.Fault;

/// The inside of a [FakeTor]: its parts, and who is connected.
///
/// Guarded by the network's monitor, except where it says otherwise.
final class Daemon implements AutoCloseable {

  /// Longer than any test runs.
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final FakeTorNetwork network;
  private final Place place;
  private final Setup setup;
  private final Condition condition = new Condition();
  private final Journal journal = new Journal();
  private final Script script = new Script();
  private final Guests guests = new Guests(this);
  private final Events events = new Events(this);
  private final Descriptors descriptors = new Descriptors(this);
  private final Verbs verbs;
  private final Settings settings;
  private final Door controlDoor;
  private final Door socksDoor;
  private byte[] cookie;
  private boolean dead;
  private volatile boolean silent;
  private volatile boolean closed;

  Daemon(FakeTorNetwork network, Path directory, Setup setup) throws IOException {
    this.network = network;
    this.place = Place.in(directory);
    this.setup = setup;
    verbs = new Verbs(this);
    settings = new Settings(this);
    condition.disable(setup.networkDisabled());
    cookie = place.bake();
    controlDoor = new Door(place.control(), this::control);
    socksDoor = new Door(place.socks(), this::socks);
    if (setup.networkDisabled()) {
      socksDoor.shut();
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

  Place place() {
    return place;
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

  Guests guests() {
    return guests;
  }

  // Its monitor; safe for any thread.

  void atomically(Runnable action) {
    synchronized (network) {
      action.run();
      network.notifyAll();
    }
  }

  void leak(String host, int port) {
    atomically(() -> journal.leak(host, port));
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

  boolean closed() {
    return closed;
  }

  /// Tells whether dials from here get no answer.
  boolean stalls() {
    return !closed && (stallsOthers() || !view().circuits());
  }

  /// Tells whether dials to here get no answer.
  boolean stallsOthers() {
    return !closed && Dial.stalls(condition);
  }

  // What befalls it.

  boolean dead() {
    return dead;
  }

  /// Dies, and takes everything along.
  void die() {
    dead = true;
    controlDoor.shut();
    socksDoor.shut();
    guests.clear();
    verbs.services().clear();
    verbs.keyring().clear();
    guests.endStreams();
  }

  /// Starts again, without memory.
  void revive() {
    if (dead) {
      dead = false;
      cookie = place.bake();
      settings.reset();
      condition.disable(setup.networkDisabled());
      controlDoor.reopen();
      if (!setup.networkDisabled()) {
        socksDoor.reopen();
      }
    }
  }

  /// Makes everybody's connection one that fails as soon as it is used, and ends all services.
  void sleep() {
    guests.age();
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
      guests.endStreams();
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
