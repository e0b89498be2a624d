package sotto.spi.backend;

import java.time.Duration;

/// The rest between two looks at a daemon, which whoever suspects something can cut short.
///
/// One thread rests; any thread may poke or end.
public final class Pulse {

  private final Gate gate = new RealGate();
  private boolean poked;
  private boolean ended;

  /// Makes one that nobody poked yet.
  public Pulse() {}

  /// Ends the rest that is going on, or the next one.
  public void poke() {
    gate.enter();
    try {
      poked = true;
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  /// Ends this rest and all others.
  public void end() {
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
  /// @param longest how long, if nobody pokes
  /// @return false once it was ended
  /// @throws InterruptedException if the thread is interrupted
  public boolean rest(Duration longest) throws InterruptedException {
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
