package sotto.tck;

import java.util.List;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Options;

/// The options that say which cases are run, and how.
final class Selection {

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "54|G6|L3",
      description = "Only these cases, groups or rules.")
  private List<String> only = List.of();

  @Option(names = "--strict", description = "Count a broken SHOULD as not conformant.")
  private boolean strict;

  @Option(names = "--quick", description = "Leave slow cases out.")
  private boolean quick;

  @Option(names = "--level1", description = "Only the cases that a new backend passes first.")
  private boolean level1;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "Run each case so often (default: ${DEFAULT-VALUE}).")
  private int repeat = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What all randomness comes from; a report names it (default: random).")
  private long seed = Integer.toUnsignedLong(RandomGenerator.getDefault().nextInt());

  @Option(
      names = "--timeout-scale",
      paramLabel = "X",
      defaultValue = "1",
      description = "Multiply all waits; 1000 is about right for Tor (default: ${DEFAULT-VALUE}).")
  private double timeScale = 1;

  Options options() {
    return new Options(only, strict, quick, level1, repeat, seed, timeScale);
  }

  List<CaseSpec> cases() {
    return Suite.cases().stream().filter(options()::wants).toList();
  }
}
