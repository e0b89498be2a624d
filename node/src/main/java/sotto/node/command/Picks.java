package sotto.node.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import sotto.node.running.Choice;
import sotto.node.terminal.Failure;

/// The flag that says where backends are, besides the class path.
final class Picks {

  @Option(
      names = "--backends-dir",
      paramLabel = "DIR",
      description = "a directory with jars of backends, besides the class path")
  Optional<Path> directory = Optional.empty();

  Choice choice() throws Failure {
    return Choice.find(directory);
  }

  /// Returns the arguments that give another process the same backends.
  List<String> arguments() {
    var arguments = new ArrayList<String>();
    directory.ifPresent(
        path -> {
          arguments.add("--backends-dir");
          arguments.add(path.toAbsolutePath().toString());
        });
    return arguments;
  }
}
