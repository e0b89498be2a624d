package sotto.backend.i2p.core;

import java.time.Duration;
import sotto.spi.backend.Gate;
import sotto.spi.backend.RealGate;

/// The rest between two looks at the router, which whoever suspects something can cut short.
final class Pulse {

  private final Gate gate = new RealGate();
  private boolean poked;
  private boolean ended;

  /// Ends the rest that is going on, or the next one.
  void poke() {
    gate.enter();
    try {
      poked = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Ends this rest and all others.
  void end() {
    gate.enter();
    try {
      ended = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Rests.
  ///
  /// @return false once it was ended
  boolean rest(Duration longest) throws InterruptedException {
    gate.enter();
    try {
      var deadline = gate.deadline(longest);
      var inTime = true;
      while (!ended && !poked && inTime) {
        inTime = gate.await(deadline);
      }
      poked = false;
      return !ended;
    } finally {
      gate.leave();
    }
  }
}
