package sotto.testnet;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Something of the machine that a test needs. Where it is missing the test fails and says what to
/// do; it is left out only on request, and then says so.
public final class Part {

  private Part() {}

  /// Says that tor is installed.
  public static void tor() {
    if (List.of(System.getProperty("sotto.without", "").split(",")).contains("tor")) {
      IO.println("gate: LEFT OUT on request: tor");
      abort("left out by -Dsotto.without=tor");
    }
    var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    if (Stream.of(path).noneMatch(each -> Files.isExecutable(Path.of(each, "tor")))) {
      fail(
          "tor is not installed. What to do: apt-get install tor, or run ./sotto verify, or leave"
              + " it out with -Dsotto.without=tor");
    }
  }
}
