package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real tor that reaches nobody, to compare the fake with: `DisableNetwork 1`, a made-up
/// directory authority on this machine, and, where this process may make one, a network namespace
/// with nothing in it.
///
/// Confined to one thread.
final class RealTor implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final long POLL_NANOS = 5_000_000;
  private static final String NOBODY = "0123456789ABCDEF0123456789ABCDEF01234567";

  private final Process process;
  private final Path directory;

  private RealTor(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /// Starts a tor in a directory, with some lines more than those that keep it off any network.
  static RealTor start(Path binary, Path directory, String more) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    var defaults = Files.createFile(directory.resolve("defaults"));
    var torrc =
        Files.writeString(
            directory.resolve("torrc"),
            """
            DisableNetwork 1
            TestingTorNetwork 1
            UseDefaultFallbackDirs 0
            DirAuthority nobody orport=9 no-v2 v3ident=%s 127.0.0.1:9 %s
            DataDirectory %s
            ControlPort unix:%s RelaxDirModeCheck
            SocksPort unix:%s RelaxDirModeCheck ExtendedErrors IsolateSOCKSAuth
            %s
            """
                .formatted(
                    NOBODY,
                    NOBODY,
                    directory.resolve("data"),
                    directory.resolve("control"),
                    directory.resolve("socks"),
                    more));
    var command = new ArrayList<String>();
    if (canUnshare()) {
      command.addAll(List.of("unshare", "--net"));
    }
    command.addAll(
        List.of(
            binary.toString(), "--defaults-torrc", defaults.toString(), "-f", torrc.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    var tor = new RealTor(process, directory);
    tor.awaitControl();
    return tor;
  }

  private static boolean canUnshare() {
    try {
      var probe = new ProcessBuilder("unshare", "--net", "true").redirectErrorStream(true).start();
      return probe.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitControl() throws IOException {
    var end = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IOException("tor did not start:\n" + Files.readString(directory.resolve("log")));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// The socket is there a moment before anybody listens at it.
  private boolean answers() {
    try (var control = new RawControl(control())) {
      return !control.ask("PROTOCOLINFO 1").equals(RawControl.HUNG_UP);
    } catch (IOException _) {
      return false;
    }
  }

  /// Returns the line of torrc that lets in who knows a password.
  static String passwordLine(Path binary, Path directory, String password) throws IOException {
    var none = Files.createTempFile(directory, "none", "");
    var hashing =
        new ProcessBuilder(
                binary.toString(),
                "--quiet",
                "--defaults-torrc",
                none.toString(),
                "-f",
                none.toString(),
                "--hash-password",
                password)
            .start();
    var hash = new String(hashing.getInputStream().readAllBytes(), UTF_8).strip();
    return "HashedControlPassword " + hash;
  }

  Path control() {
    return directory.resolve("control");
  }

  Path cookieFile() {
    return directory.resolve("data").resolve("control_auth_cookie");
  }

  Path data() {
    return directory.resolve("data");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
