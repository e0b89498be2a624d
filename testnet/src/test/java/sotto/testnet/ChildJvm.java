package sotto.testnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another process with this one's class path.
public final class ChildJvm {

  private ChildJvm() {}

  /// Starts a class's `main`; what it says on stderr goes where ours does.
  public static Process start(String... words) throws IOException {
    return start(List.of(), words);
  }

  /// Starts it behind other words, such as those that enter a namespace.
  public static Process start(List<String> before, String... words) throws IOException {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
