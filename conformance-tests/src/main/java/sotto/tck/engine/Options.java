package sotto.tck.engine;

import java.util.List;

/// How a run differs from an ordinary one.
///
/// @param only selections such as `54`, `G6` or `L3`; empty for all
/// @param strict whether SHOULD counts like MUST
/// @param quick whether slow cases are left out
/// @param level1 whether only level 1 is run
/// @param repeat how often each case is run
/// @param seed what all randomness comes from
/// @param timeScale multiplies all waits
public record Options(
    List<String> only,
    boolean strict,
    boolean quick,
    boolean level1,
    int repeat,
    long seed,
    double timeScale) {

  /// The most repeats: a day's worth.
  public static final int REPEAT_MAX = 100_000;

  /// Copies the selections and checks the ranges.
  public Options {
    only = List.copyOf(only);
    if (repeat < 1 || repeat > REPEAT_MAX || timeScale <= 0 || timeScale > 100_000) {
      throw new IllegalArgumentException("repeat or time scale out of range");
    }
  }

  /// Returns an ordinary run with a seed.
  public static Options ordinary(long seed) {
    return new Options(List.of(), false, false, false, 1, seed, 1);
  }

  /// Returns the same for some cases only.
  public Options only(String... selections) {
    return new Options(List.of(selections), strict, quick, level1, repeat, seed, timeScale);
  }

  /// Returns the same with other waits.
  public Options timeScale(double other) {
    return new Options(only, strict, quick, level1, repeat, seed, other);
  }

  /// Tells whether a case is to be run.
  public boolean wants(CaseSpec spec) {
    return (only.isEmpty() || only.stream().anyMatch(spec::matches))
        && (!level1 || spec.core())
        && (!quick || !spec.slow() || !only.isEmpty());
  }
}
