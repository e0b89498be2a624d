package sotto.spi.backend;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The closed links of a network whose peers have not closed yet, and the one thread that ends
/// their waiting.
final class Lingering {

  /// How long a closed link waits for its peer to close too: long enough for a full window over
  /// loopback, and well within the 10 seconds of N3.
  static final Duration WAIT_MAX = Duration.ofSeconds(4);

  private final Crew crew;
  private final Gate gate = new RealGate();
  private final Map<ChannelFlow, Long> deadlines = new LinkedHashMap<>();
  private boolean started;
  private boolean closed;

  Lingering(Crew crew) {
    this.crew = crew;
  }

  void add(ChannelFlow flow) {
    gate.enter();
    try {
      deadlines.put(flow, gate.deadline(WAIT_MAX));
      gate.changed();
      if (!started) {
        started = true;
        crew.start(this::watch);
      }
    } finally {
      gate.leave();
    }
  }

  void remove(ChannelFlow flow) {
    gate.enter();
    try {
      deadlines.remove(flow);
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Lets the thread end when nobody lingers any more.
  void close() {
    gate.enter();
    try {
      closed = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  private void watch() {
    gate.enter();
    try {
      while (!closed || !deadlines.isEmpty()) {
        var first = deadlines.entrySet().stream().findFirst();
        var deadline = first.map(Map.Entry::getValue).orElse(Gate.FOREVER);
        if (!gate.await(deadline)) {
          first.map(Map.Entry::getKey).ifPresent(this::end);
        }
      }
    } catch (InterruptedException e) {
      deadlines.keySet().stream().toList().forEach(this::end);
    } finally {
      gate.leave();
    }
  }

  private void end(ChannelFlow flow) {
    if (deadlines.remove(flow) != null) {
      flow.cut();
    }
  }
}
