package sotto.backend.i2p.i2pd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Profile;
import sotto.tck.Verdict;
import sotto.tck.cases.Suite;
import sotto.tck.engine.CaseSpec;
import sotto.tck.engine.Options;
import sotto.tck.engine.Runner;

/// Cases of the suite in a process of their own, with nodes that attach to a router of a network
/// that somebody else runs. Several processes wait for i2pd's tunnels at once.
final class CaseProcess implements AutoCloseable {

  private static final String RESULT = "result\t";

  private final Process process;

  private CaseProcess(Process process) {
    this.process = process;
  }

  /// Starts it.
  ///
  /// @param settings what attaches a node to the router
  /// @param others what attaches the nodes of the other implementation to one of its routers
  /// @param cases the numbers of the cases
  static CaseProcess start(
      Map<String, String> settings, Map<String, String> others, List<Integer> cases)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(CaseProcess.class.getName());
    command.add(text(settings));
    command.add(text(others));
    cases.forEach(number -> command.add(Integer.toString(number)));
    return new CaseProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /// What came of a case.
  ///
  /// @param number the case's
  /// @param verdict the suite's
  /// @param reason why it is not a pass; empty for a pass
  /// @param millis how long it took
  record Result(int number, Verdict verdict, String reason, long millis) {

    private static Result parse(String line) {
      var parts = line.substring(RESULT.length()).split("\t", 4);
      return new Result(
          Integer.parseInt(parts[0]),
          Verdict.valueOf(parts[1]),
          parts[3],
          Long.parseLong(parts[2]));
    }
  }

  /// Waits until it has ended, and returns what it says.
  List<Result> results() throws IOException {
    try (var out = process.inputReader(UTF_8)) {
      return out.readAllLines().stream()
          .filter(line -> line.startsWith(RESULT))
          .map(Result::parse)
          .toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> settings(String text) {
    var settings = new TreeMap<String, String>();
    for (var pair : text.split(",", -1)) {
      var equals = pair.indexOf('=');
      settings.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return settings;
  }

  public static void main(String[] arguments) throws Exception {
    var provider = NetworkProvider.of("i2p");
    var others = new Attached(provider, settings(arguments[1]), Optional.empty());
    var subject = new Attached(provider, settings(arguments[0]), Optional.of(others));
    var wanted = Arrays.stream(arguments).skip(2).map(Integer::valueOf).toList();
    try (var runner = new Runner(subject, Options.ordinary(1))) {
      for (var spec : Suite.cases()) {
        if (wanted.contains(spec.number())) {
          var outcome = runner.run(onOneThread(spec));
          var reason = outcome.reason().lines().findFirst().orElse("");
          IO.println(
              RESULT
                  + String.join(
                      "\t",
                      Integer.toString(spec.number()),
                      outcome.verdict().name(),
                      Long.toString(outcome.took().toMillis()),
                      reason));
        }
      }
    }
  }

  /// Both kinds of thread are for the whole suite, which our routers judge; i2pd cannot tell them.
  private static CaseSpec onOneThread(CaseSpec spec) {
    return new CaseSpec(
        spec.number(),
        spec.group(),
        spec.groupTitle(),
        spec.name(),
        spec.level(),
        spec.core(),
        false,
        spec.stochastic(),
        spec.slow(),
        spec.gate(),
        spec.needs(),
        spec.rules(),
        spec.method());
  }

  /// Nodes that attach to one router.
  private record Attached(
      NetworkProvider provider, Map<String, String> settings, Optional<BackendUnderTest> others)
      implements BackendUnderTest {

    @Override
    public NetworkConfig freshConfig(Path directory) {
      var config = NetworkConfig.at(directory);
      for (var setting : settings.entrySet()) {
        config = config.with(setting.getKey(), setting.getValue());
      }
      return config;
    }

    @Override
    public Profile profile() {
      return Profile.PRIVATE_NETWORK;
    }

    @Override
    public double timeScale() {
      return 2;
    }

    @Override
    public Optional<BackendUnderTest> other() {
      return others;
    }

    @Override
    public Optional<String> libraryThreads() {
      return Optional.of("sotto-i2p");
    }
  }
}
