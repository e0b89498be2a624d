package sotto.gates;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Something of the machine that a test needs. Where it is missing the test fails and says what to
/// do; it is left out only on request, and then says so.
final class Part {

  private Part() {}

  /// Returns where a program is.
  static Path program(String name) {
    if (List.of(System.getProperty("sotto.without", "").split(",")).contains(name)) {
      IO.println("gate: LEFT OUT on request: " + name);
      abort("left out by -Dsotto.without=" + name);
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () ->
                fail(
                    "%s is not installed. What to do: apt-get install %s, or run ./sotto verify, or"
                        + " leave it out with -Dsotto.without=%s",
                    name, name, name));
  }
}
