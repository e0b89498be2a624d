package sotto.node.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How to start a process that is this program again.
///
/// @param java the Java that runs us
/// @param classPath where its classes come from
/// @param networks the networks to run on, by their schemes
/// @param arguments what else every node is given
public record Recipe(String java, String classPath, List<String> networks, List<String> arguments) {

  /// What makes a short-lived Java process cheap: no second compiler, no second heap region, no
  /// files outside its own directory.
  private static final List<String> CHEAP =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Xss512k",
          "-Xmx96m",
          "--enable-native-access=ALL-UNNAMED");

  /// Copies the lists.
  public Recipe {
    networks = List.copyOf(networks);
    arguments = List.copyOf(arguments);
  }

  /// Returns how this process was started.
  public static Recipe ofThisProcess(List<String> networks, List<String> arguments) {
    var java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return new Recipe(java, System.getProperty("java.class.path"), networks, arguments);
  }

  /// Returns this with more arguments for every start of a node.
  Recipe with(List<String> more) {
    return new Recipe(
        java, classPath, networks, Stream.concat(arguments.stream(), more.stream()).toList());
  }

  /// Returns the command line of a node.
  List<String> commandLine(Path data, Path temporary, List<String> more) {
    var line = new ArrayList<String>();
    line.add(java);
    line.addAll(CHEAP);
    line.add("-Djava.io.tmpdir=" + temporary);
    line.add("-cp");
    line.add(classPath);
    line.add("sotto.node.Main");
    line.addAll(List.of("run", "--end-with-stdin", "--backend", String.join(",", networks)));
    line.addAll(List.of("--data-dir", data.toString()));
    line.addAll(arguments);
    line.addAll(more);
    return line;
  }

  /// Names no paths.
  @Override
  public String toString() {
    return "Recipe" + networks;
  }
}
