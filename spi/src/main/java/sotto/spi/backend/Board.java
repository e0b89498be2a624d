package sotto.spi.backend;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/// Where the newest status of a network or a listener hangs, for any number of threads to read and
/// to wait for (S1 to S3, S6).
///
/// @param <S> the status
public final class Board<S> {

  private final Gate gate;
  private final ToLongFunction<S> sequence;
  private volatile S newest;
  private boolean last;

  /// Hangs up the first status.
  ///
  /// @param gate where to wait
  /// @param sequence how a status is numbered
  /// @param first gives the status for number 0
  public Board(Gate gate, ToLongFunction<S> sequence, LongFunction<S> first) {
    this.gate = gate;
    this.sequence = sequence;
    this.newest = first.apply(0);
  }

  /// Returns the newest status; never blocks.
  ///
  /// @return the status
  public S newest() {
    return newest;
  }

  /// Waits as [sotto.spi.Network#awaitStatus] says.
  ///
  /// @param after the newest number that is known
  /// @param timeout how long to wait
  /// @return the newest status
  /// @throws InterruptedException if the thread is interrupted
  public S await(long after, Duration timeout) throws InterruptedException {
    gate.enter();
    try {
      var deadline = gate.deadline(timeout);
      while (sequence.applyAsLong(newest) <= after && !last && gate.await(deadline)) {
        // Something changed; look again.
      }
      return newest;
    } finally {
      gate.leave();
    }
  }

  /// Hangs up a newer status, unless it says the same as the newest or the last one hangs already.
  ///
  /// @param status gives the status for a number
  public void post(LongFunction<S> status) {
    post(status, false);
  }

  /// Hangs up the last status that there will be.
  ///
  /// @param status gives the status for a number
  public void postLast(LongFunction<S> status) {
    post(status, true);
  }

  private void post(LongFunction<S> status, boolean isLast) {
    gate.enter();
    try {
      var number = sequence.applyAsLong(newest);
      if (last || status.apply(number).equals(newest)) {
        return;
      }
      newest = status.apply(number + 1);
      last = isLast;
      gate.changed();
    } finally {
      gate.leave();
    }
  }
}
