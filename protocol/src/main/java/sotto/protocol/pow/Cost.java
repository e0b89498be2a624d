package sotto.protocol.pow;

import java.time.Duration;

/// What a proof costs, for deciding what to ask for and what to tell a user who waits. The times
/// are those of one core of the machine in docs/benchmarks.md; others differ by a factor of two or
/// more.
///
/// @param attempts how many nonces have to be tried, on average; chance spreads them like the life
///   of an atom, so one search in twenty takes three times as long
/// @param attempt how long trying one takes
/// @param check how long checking a proof takes that holds; most that do not take a hundredth
/// @param memory how many bytes solving needs, for each thread
public record Cost(double attempts, Duration attempt, Duration check, int memory) {

  /// Returns how long solving takes on average with one thread.
  public Duration work() {
    return Duration.ofNanos(Math.round(attempts * attempt.toNanos()));
  }
}
