package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Gate;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;

/// Watches over our entries in the registry, and puts back what somebody removed (N5).
final class Warden {

  /// How often to look unless the settings say otherwise: soon enough for a person, and a look
  /// costs one question to the file system for each listener.
  static final Duration ROUND = Duration.ofSeconds(2);

  private final Station station;
  private final Registry registry;
  private final Duration round;
  private final Map<MediumListener<LoopbackKey>, Entry> entries = new LinkedHashMap<>();
  private final Gate gate = new RealGate();
  private boolean closed;
  private boolean hurry;

  Warden(Station station, Registry registry, Duration round) {
    this.station = station;
    this.registry = registry;
    this.round = round;
  }

  void start(Crew crew) {
    crew.start(this::watch);
  }

  synchronized void add(MediumListener<LoopbackKey> listener, Entry entry) {
    entries.put(listener, entry);
  }

  synchronized void remove(MediumListener<LoopbackKey> listener) {
    entries.remove(listener);
  }

  /// Looks at once.
  void look() {
    knock(false);
  }

  void close() {
    knock(true);
  }

  private void knock(boolean close) {
    gate.enter();
    try {
      hurry = true;
      closed |= close;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  private void watch() {
    try {
      while (sleep()) {
        round();
      }
    } catch (InterruptedException e) {
      close();
    }
  }

  private boolean sleep() throws InterruptedException {
    gate.enter();
    try {
      var deadline = gate.deadline(round);
      while (!closed && !hurry && gate.await(deadline)) {
        // Somebody knocked, perhaps for nothing.
      }
      hurry = false;
      return !closed;
    } finally {
      gate.leave();
    }
  }

  private void round() {
    try {
      if (!registry.isThere() || !station.board().newest().usable()) {
        registry.repair();
      }
      for (var watched : watched()) {
        if (!registry.has(watched.getValue())) {
          restore(watched.getKey(), watched.getValue());
        }
      }
      station.ready();
    } catch (IOException e) {
      station.say(
          Phase.DOWN, 0, Blockage.NO_DAEMON, "The registry's directory cannot be used any more.");
      watched().forEach(w -> w.getKey().lost(0, 1, "The registry cannot be used."));
    }
  }

  private void restore(MediumListener<LoopbackKey> listener, Entry entry) throws IOException {
    listener.lost(0, 1, "The entry in the registry was gone.");
    synchronized (this) {
      if (!entries.containsKey(listener)) {
        return;
      }
      registry.put(entry, listener.key());
    }
    listener.confirmed(1, 1);
  }

  private synchronized List<Map.Entry<MediumListener<LoopbackKey>, Entry>> watched() {
    return new ArrayList<>(entries.entrySet());
  }
}
