package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sotto.testnet.Part;

/// The machine's tor, for tests: off every network by `DisableNetwork 1`, and in a network
/// namespace without any where the machine allows it. Where it is missing a test fails and says
/// what to do; it is left out only on request, and then says so.
public final class TorProgram implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final Path home;

  private TorProgram(Process process, Path home) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.home = home;
  }

  /// Returns where the program is.
  public static Path path() {
    return Part.program("tor");
  }

  /// Starts one in a directory, with a unix control socket `control` and these further lines.
  static TorProgram start(Path directory, boolean isolated, String... lines) throws IOException {
    var home =
        Files.createDirectory(
            directory.resolve("tor"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var torrc = new ArrayList<>(List.of(lines));
    torrc.addAll(
        List.of(
            "DisableNetwork 1",
            "DataDirectory " + home.resolve("data"),
            "ControlSocket " + home.resolve("control"),
            "CookieAuthFile " + home.resolve("cookie"),
            "SocksPort 0",
            "Log notice stdout"));
    Files.write(home.resolve("torrc"), torrc);
    Files.createFile(home.resolve("defaults"));
    var command = new ArrayList<String>();
    if (isolated && canIsolate()) {
      command.addAll(List.of("unshare", "-n"));
    }
    command.addAll(
        List.of(
            path().toString(),
            "-f",
            home.resolve("torrc").toString(),
            "--defaults-torrc",
            home.resolve("defaults").toString()));
    var tor = new TorProgram(new ProcessBuilder(command).redirectErrorStream(true).start(), home);
    tor.line("Bootstrapped 0%");
    return tor;
  }

  private static boolean canIsolate() {
    try {
      var process = new ProcessBuilder("unshare", "-n", "true").start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the hash of a password, as `HashedControlPassword` wants it.
  static String hash(String password) throws IOException {
    var process = new ProcessBuilder(path().toString(), "--hash-password", password).start();
    try (var lines = process.inputReader()) {
      return lines.lines().filter(line -> line.startsWith("16:")).findFirst().orElseThrow();
    }
  }

  /// Reads what it prints up to a line with this text.
  String line(String text) {
    try {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(text)) {
          return line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fail("tor ended before it printed: " + text);
  }

  Endpoint control() {
    return new Endpoint.Unix(home.resolve("control"));
  }

  Path cookie() {
    return home.resolve("cookie");
  }

  long pid() {
    return process.pid();
  }

  /// Waits until it has ended by itself.
  boolean ends() throws InterruptedException {
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
