package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.i2p.client.Greeting;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkException.Retry;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.backend.Gate;
import sotto.spi.backend.Outage;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;

/// What is known of the router and of the tunnels that ordinary dials share, and what the network's
/// status says of it (S4, S5). Nothing is logged twice.
///
/// Safe for use by any number of threads.
final class Outlook {

  private static final Logger LOG = LoggerFactory.getLogger(Outlook.class);

  /// How far our clocks may differ: I2P's own tolerance.
  private static final Duration SKEW_MAX = Duration.ofSeconds(60);

  private static final int HALFWAY = 50;

  private final Station station;
  private final Gate gate = new RealGate();
  private Optional<NetworkDown> failure = Optional.empty();
  private Duration ahead = Duration.ZERO;
  private long answered = System.nanoTime();
  private boolean up;
  private long doubts;
  private long settled;
  private boolean worked;
  private boolean closed;

  Outlook(Station station) {
    this.station = station;
  }

  /// Waits until the router is there.
  ///
  /// @return false if the network is closed
  boolean awaitRouter() throws InterruptedException {
    gate.enter();
    try {
      while (!closed && failure.isPresent()) {
        gate.await(Gate.FOREVER);
      }
      return !closed;
    } finally {
      gate.leave();
    }
  }

  /// Says whether dials can work (D5).
  void requireUsable() throws NetworkException {
    gate.enter();
    try {
      if (closed) {
        throw new NetworkClosed("This network is closed. What to do: open it again.");
      }
      if (failure.isPresent()) {
        throw Outage.again(failure.get());
      }
      if (doubts > settled) {
        throw Outage.of(
            Reason.NOT_READY,
            "The I2P router is being asked whether it still knows us. What to do: wait.");
      }
      if (!up) {
        throw Outage.of(
            Reason.NOT_READY, "The I2P router has no tunnels for us yet. What to do: wait.");
      }
    } finally {
      gate.leave();
    }
  }

  /// Tells whether the router works, and has answered since a moment.
  ///
  /// @param nanos the moment, by [System#nanoTime]
  boolean answeredSince(long nanos) {
    gate.enter();
    try {
      return up && failure.isEmpty() && answered - nanos > 0;
    } finally {
      gate.leave();
    }
  }

  /// Hears whether the destination that ordinary dials share has tunnels.
  void shared(boolean has) {
    gate.enter();
    try {
      if (has && !up) {
        LOG.info("I2P is ready.");
      }
      up = has;
      worked |= has;
      answered = has ? System.nanoTime() : answered;
      show();
    } finally {
      gate.leave();
    }
  }

  /// Hears that whatever is known may be wrong, until the router was asked: nothing is usable
  /// meanwhile.
  void doubt() {
    gate.enter();
    try {
      doubts++;
      show();
    } finally {
      gate.leave();
    }
  }

  /// Counts how often whatever was known was doubted.
  long doubts() {
    gate.enter();
    try {
      return doubts;
    } finally {
      gate.leave();
    }
  }

  /// Hears that the router was asked, whatever came of it.
  ///
  /// @param then the doubts that there were before
  void asked(long then) {
    gate.enter();
    try {
      if (settled < then) {
        settled = then;
        show();
      }
    } finally {
      gate.leave();
    }
  }

  /// Hears that the router answered.
  void heard() {
    gate.enter();
    try {
      answered = System.nanoTime();
    } finally {
      gate.leave();
    }
  }

  /// Hears that the router is there.
  void present(Greeting greeting) {
    gate.enter();
    try {
      if (failure.isPresent()) {
        LOG.info("The I2P router is back.");
      }
      failure = Optional.empty();
      ahead = greeting.ahead();
      show();
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Hears that the router cannot be used.
  ///
  /// @return whether that matters, because the network is open
  boolean lost(NetworkDown why) {
    gate.enter();
    try {
      if (closed) {
        return false;
      }
      if (failure.filter(before -> before.reason() == why.reason()).isEmpty()) {
        LOG.info("The I2P router cannot be used: {}", why.reason());
      }
      failure = Optional.of(why);
      show();
      return true;
    } finally {
      gate.leave();
    }
  }

  /// Returns what makes it worth asking again for a router that cannot be used.
  Retry retry() {
    gate.enter();
    try {
      return failure.map(NetworkException::retry).orElse(Retry.LATER);
    } finally {
      gate.leave();
    }
  }

  /// Says nothing any more.
  void close() {
    gate.enter();
    try {
      closed = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Says how the network is; the gate is entered.
  private void show() {
    if (closed) {
      return;
    }
    if (failure.isPresent()) {
      var why = failure.get();
      station.say(
          why.reason() == Reason.NOT_READY ? waiting() : Phase.DOWN,
          0,
          why.reason() == Reason.NOT_READY ? Blockage.NONE : Outage.blockage(why.reason()),
          String.valueOf(why.getMessage()));
    } else if (doubts > settled) {
      station.say(
          waiting(),
          HALFWAY,
          Blockage.NONE,
          "The I2P router is being asked whether it still knows us. What to do: wait.");
    } else if (ahead.abs().compareTo(SKEW_MAX) > 0) {
      station.say(up ? Phase.DEGRADED : waiting(), HALFWAY, Blockage.CLOCK_SKEW, skew());
    } else if (up) {
      station.ready();
    } else {
      station.say(
          waiting(),
          HALFWAY,
          worked ? Blockage.NO_ROUTE : Blockage.NONE,
          "The I2P router answers and has no tunnels for us yet. What to do: wait.");
    }
  }

  private Phase waiting() {
    return worked ? Phase.DOWN : Phase.STARTING;
  }

  private String skew() {
    return "This machine's clock and the I2P router's are %d seconds apart, ours is %s. What to do: set it right."
        .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead");
  }
}
