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
    program("tor");
  }

  /// Says that i2pd is installed.
  public static void i2pd() {
    program("i2pd");
  }

  /// Says that private I2P networks are not left out; they need nothing that is installed.
  public static void i2p() {
    unlessLeftOut("i2p");
  }

  private static void program(String name) {
    unlessLeftOut(name);
    var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    if (Stream.of(path).noneMatch(each -> Files.isExecutable(Path.of(each, name)))) {
      fail(
          name
              + " is not installed. What to do: apt-get install it, or run ./sotto verify, or leave"
              + " it out with -Dsotto.without="
              + name);
    }
  }

  private static void unlessLeftOut(String name) {
    if (List.of(System.getProperty("sotto.without", "").split(",")).contains(name)) {
      IO.println("gate: LEFT OUT on request: " + name);
      abort("left out by -Dsotto.without=" + name);
    }
  }
}
