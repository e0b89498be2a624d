package sotto.testnet;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program of the machine that a JUnit test needs. Where it is missing the test fails and says
/// what to do; it is left out only on request, and then says so.
public final class Part {

  /// Where daemons are that a user's `PATH` may not name.
  private static final List<String> BEYOND_PATH = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private Part() {}

  /// Returns where a program is. The test ends as failed where there is none, and as aborted where
  /// the system property `sotto.without` has its name in its list, separated by commas.
  ///
  /// @param name the program's, and its Debian package's
  /// @return the program's path
  public static Path program(String name) {
    leaveOutOnRequest(name);
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
            BEYOND_PATH.stream())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () ->
                fail(
                    ("%s is not installed. What to do: apt-get install %s, or run ./sotto verify,"
                            + " or leave it out with -Dsotto.without=%s")
                        .formatted(name, name, name)));
  }

  /// Ends the test as aborted where the system property `sotto.without` has a name in its list; for
  /// what needs no program.
  ///
  /// @param name the part's
  public static void leaveOutOnRequest(String name) {
    if (List.of(System.getProperty("sotto.without", "").split(",", -1)).contains(name)) {
      IO.println("gate: LEFT OUT on request: " + name);
      abort("left out by -Dsotto.without=" + name);
    }
  }
}
