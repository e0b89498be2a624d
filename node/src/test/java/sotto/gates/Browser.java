package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import sotto.testnet.Part;

/// A real browser without a window: Chromium, cut off from every network.
///
/// Whoever is root gives it a network namespace in which there is nothing at all; for everybody no
/// name resolves, and all requests go to a proxy on this machine that does not exist. Which
/// requests a page wanted to make, the browser's own log says.
final class Browser {

  /// The program, and the Debian package that it is in: Chromium without its user interface, two
  /// thirds of its size.
  static final String PROGRAM = "chromium-headless-shell";

  private static final Pattern URL = Pattern.compile("\"url\":\"([a-z]+:[^\"]*)\"");

  private final Path program = Part.program(PROGRAM);
  private final Path directory;

  /// Finds the browser.
  ///
  /// @param directory where it may write
  Browser(Path directory) {
    this.directory = directory;
  }

  /// What a page has become once its scripts ran, and what it asked others for.
  record Page(String dom, List<String> requests) {}

  Page open(Path page) throws Exception {
    var log = directory.resolve("requests.json");
    var dom = run("--log-net-log=" + log, "--dump-dom", page.toUri().toString());
    var requests =
        URL.matcher(Files.readString(log))
            .results()
            .map(result -> result.group(1))
            .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
            .distinct()
            .toList();
    return new Page(dom, requests);
  }

  /// Takes a picture of the top of a page.
  BufferedImage picture(Path page) throws Exception {
    var file = directory.resolve("picture.png");
    var said = run("--screenshot=" + file, "--window-size=1200,1000", page.toUri().toString());
    assertThat(file).as(said).exists();
    return ImageIO.read(file.toFile());
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    var root = Files.getAttribute(directory, "unix:uid").equals(0);
    var words = new ArrayList<String>();
    if (root) {
      words.addAll(List.of("unshare", "--net"));
    }
    words.addAll(
        List.of(
            program.toString(),
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=http://127.0.0.1:9",
            "--user-data-dir=" + directory.resolve("profile")));
    if (root) {
      // Chromium does not run its own sandbox for root; it has a namespace of ours instead.
      words.add("--no-sandbox");
    }
    words.addAll(List.of(arguments));
    var out = directory.resolve("out");
    var builder = new ProcessBuilder(words).redirectOutput(out.toFile());
    builder.redirectError(directory.resolve("err").toFile());
    builder.environment().put("HOME", directory.toString());
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("the browser hangs: " + Files.readString(directory.resolve("err")));
    }
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("err"))).isZero();
    return Files.readString(out);
  }
}
