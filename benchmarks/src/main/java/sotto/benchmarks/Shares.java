package sotto.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// How many nanoseconds of each second went where, when two ways of doing the same are measured in
/// turns.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Shares {

  /// To the backend.
  public long link;

  /// To what is under it, alone.
  public long raw;

  /// Something that takes time.
  interface Step {
    void run() throws Exception;
  }

  /// Takes one step with each.
  void inTurns(Step overLink, Step overRaw) throws Exception {
    var start = System.nanoTime();
    overLink.run();
    var between = System.nanoTime();
    overRaw.run();
    link += between - start;
    raw += System.nanoTime() - between;
  }
}
