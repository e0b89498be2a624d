package sotto.tck;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The suite as a command.
@Command(name = "conformance", description = "Runs the conformance suite on a backend's jar.")
public final class Conformance implements Callable<Integer> {

  /// Makes the command.
  public Conformance() {}

  @Override
  public Integer call() {
    return 0;
  }
}
