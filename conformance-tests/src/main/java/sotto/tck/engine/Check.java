package sotto.tck.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;

/// What cases say about what they see; each throws a [Breach] when it is not so.
public final class Check {

  private Check() {}

  /// Something that may throw.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    void run() throws Exception;
  }

  /// Says that something holds.
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new Breach(otherwise);
    }
  }

  /// Says that two things are equal.
  public static void equal(Object expected, Object actual, String what) {
    if (!Objects.equals(expected, actual)) {
      throw new Breach("%s: expected %s and got %s".formatted(what, expected, actual));
    }
  }

  /// Says that two byte strings are equal, and where they differ.
  public static void equal(byte[] expected, byte[] actual, String what) {
    if (!Arrays.equals(expected, actual)) {
      throw new Breach(
          "%s: %d bytes expected, %d came, the first difference is at %d"
              .formatted(what, expected.length, actual.length, Arrays.mismatch(expected, actual)));
    }
  }

  /// Says that an action fails in one way, and returns the failure.
  public static <X extends Exception> X fails(Class<X> type, String what, Action action) {
    try {
      action.run();
    } catch (Exception e) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
      throw new Breach(
          "%s: expected %s and got %s".formatted(what, type.getSimpleName(), describe(e)), e);
    }
    throw new Breach("%s: expected %s and nothing was thrown".formatted(what, name(type)));
  }

  /// Says that a call ends within a time, however it ends, and returns what it gives.
  public static <T> T within(Duration limit, String what, Callable<T> call) throws Exception {
    var start = System.nanoTime();
    try {
      return call.call();
    } finally {
      var took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(limit) > 0) {
        throwLate(what, took, limit);
      }
    }
  }

  private static void throwLate(String what, Duration took, Duration limit) {
    throw new Breach(
        "%s took %d ms, %d at most are allowed".formatted(what, took.toMillis(), limit.toMillis()));
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }

  /// Describes a failure in one line.
  public static String describe(Throwable e) {
    if (e instanceof Breach || e instanceof Skip) {
      return String.valueOf(e.getMessage());
    }
    return e.getMessage() == null ? name(e.getClass()) : name(e.getClass()) + ": " + e.getMessage();
  }
}
