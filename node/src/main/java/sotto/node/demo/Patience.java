package sotto.node.demo;

import java.time.Duration;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// How long the story waits for one thing, and how often it looks.
///
/// @param limit how long
/// @param look how long between two looks
record Patience(Duration limit, Duration look) {

  /// What may have come true.
  interface Condition {
    boolean holds() throws Failure;
  }

  void until(String otherwise, Condition condition) throws Failure, InterruptedException {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new Failure(
            Exit.FAILED,
            "%s within %d s. What to do: run the demo again with --verbose on a quieter machine."
                .formatted(otherwise, limit.toSeconds()));
      }
      Thread.sleep(look);
    }
  }
}
