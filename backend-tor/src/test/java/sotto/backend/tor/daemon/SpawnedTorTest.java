package sotto.backend.tor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.TorProgram;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// A tor of ours, from its start to its end; off every network.
@Timeout(180)
class SpawnedTorTest {

  @TempDir Path directory;

  @Test
  void itComesUpOwnedAndOffTheNetworkWhereTheUserWantsItSo() throws Exception {
    var config = offline();
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var control = daemon.connect(_ -> {})) {
      assertThat(daemon.owned()).isTrue();
      assertThat(daemon.alive()).isTrue();
      assertThat(daemon.reaches(control)).isTrue();
      assertThat(control.conf("DisableNetwork")).containsExactly("1");
      assertThat(control.conf("__OwningControllerProcess")).isEmpty();
      assertThat(control.conf("SocksPort").getFirst())
          .contains("ExtendedErrors", "IsolateSOCKSAuth", "OnionTrafficOnly")
          .startsWith("unix:");
      assertThat(daemon.socks(control)).isInstanceOf(Endpoint.Unix.class);
      assertThat(control.info("net/listeners/socks")).contains("");
    }
  }

  @Test
  void itIsLetOntoItsNetworkOnceItIsOursAndStaysThereWhenTheTerminalHangsUp() throws Exception {
    TorProgram.path();
    // An authority that is nobody, and no other way out.
    var torrc =
        Files.writeString(
            directory.resolve("private"),
            """
            DirAuthority nobody orport=1 127.0.0.1:1 0000000000000000000000000000000000000001
            UseDefaultFallbackDirs 0
            """);
    var config = NetworkConfig.at(directory.resolve("network")).with("torrc", torrc.toString());
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var control = daemon.connect(_ -> {})) {
      assertThat(control.conf("DisableNetwork")).containsExactly("0");
      assertThat(control.socks()).containsExactly(daemon.socks(control));

      var hangUp = new ProcessBuilder("kill", "-HUP", "" + pid(control)).start();
      assertThat(hangUp.waitFor()).isZero();

      assertThat(control.bootstrap().percent()).isLessThan(100);
      assertThat(control.conf("DisableNetwork")).containsExactly("0");
    }
  }

  @Test
  void whatItKeepsIsReadableByItsOwnerOnly() throws Exception {
    var config = offline();
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var _ = daemon.connect(_ -> {});
        var files = Files.walk(config.directory())) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .matches("rw[x-]------"));
    }
  }

  @Test
  void itEndsWhenItIsClosed() throws Exception {
    var config = offline();
    var daemon = Daemon.of(TorSettings.of(config), config);
    var pid = pid(daemon.connect(_ -> {}));

    daemon.close();
    daemon.close();

    assertThat(daemon.alive()).isFalse();
    assertThat(runs(pid)).isFalse();
    assertThat(config.directory().resolve("tor/control")).doesNotExist();
    assertThat(catchThrowableOfType(NetworkClosed.class, () -> daemon.connect(_ -> {})))
        .isNotNull();
  }

  @Test
  void oneThatWasKilledComesBackInTheSamePlace() throws Exception {
    var config = offline();
    BlockingQueue<ControlEvent> events = new LinkedBlockingQueue<>();
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var first = daemon.connect(events::add)) {
      var pid = pid(first);
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();

      assertThat(events.take()).isInstanceOf(ControlEvent.Lost.class);
      try (var second = daemon.connect(_ -> {})) {
        assertThat(pid(second)).isNotEqualTo(pid);
        assertThat(daemon.alive()).isTrue();
      }
    }
  }

  @Test
  void connectingAgainEndsTheEarlierTor() throws Exception {
    var config = offline();
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var pid = pid(daemon.connect(_ -> {}));

      var next = pid(daemon.connect(_ -> {}));

      assertThat(runs(pid)).isFalse();
      assertThat(runs(next)).isTrue();
    }
  }

  @Test
  void aTorThatHangsIsReplaced() throws Exception {
    var config = offline();
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var pid = pid(daemon.connect(_ -> {}));
      assertThat(new ProcessBuilder("kill", "-STOP", "" + pid).start().waitFor()).isZero();

      var next = pid(daemon.connect(_ -> {}));

      assertThat(next).isNotEqualTo(pid);
      assertThat(runs(pid)).isFalse();
    }
  }

  @Test
  void aPathTooLongForSocketsIsNoHindrance() throws Exception {
    var config = offline("d".repeat(100));
    Path sockets;
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var control = daemon.connect(_ -> {})) {
      sockets = daemon.sockets();
      assertThat(sockets.startsWith(config.directory())).isFalse();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets)))
          .isEqualTo("rwx------");
      assertThat(Endpoint.Unix.fits(sockets.resolve("s".repeat(Home.SOCKET_NAME_MAX)))).isTrue();
      assertThat(control.alive()).isTrue();
    }
    assertThat(sockets).doesNotExist();
  }

  @Test
  void anotherTorInTheDataDirectoryIsATypedError() throws Exception {
    var config = offline();
    var settings = TorSettings.of(config);
    try (var one = Daemon.of(settings, config);
        var _ = one.connect(_ -> {});
        var two = Daemon.of(settings, config)) {
      var rejected = catchThrowableOfType(ConfigRejected.class, () -> two.connect(_ -> {}));

      assertThat(rejected.setting()).isEqualTo("directory");
      assertThat(rejected)
          .hasMessageContaining("Another tor uses the data directory")
          .hasMessageNotContaining(directory.toString());
    }
  }

  @Test
  void aLockThatADeadTorLeftIsNoHindrance() throws Exception {
    var config = offline();
    var data = config.directory().resolve("tor/data");
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createFile(data.resolve("lock"));
    try (var daemon = Daemon.of(TorSettings.of(config), config);
        var control = daemon.connect(_ -> {})) {
      assertThat(control.alive()).isTrue();
    }
  }

  @Test
  void aDirectoryInWhichOthersMayWriteIsRejected() throws Exception {
    var config = offline();
    Files.createDirectories(config.directory().resolve("tor"));
    Files.setPosixFilePermissions(
        config.directory().resolve("tor"), PosixFilePermissions.fromString("rwxrwxrwx"));

    var rejected =
        catchThrowableOfType(ConfigRejected.class, () -> Daemon.of(TorSettings.of(config), config));

    assertThat(rejected.setting()).isEqualTo("directory");
    assertThat(rejected).hasMessageContaining("others may write");
  }

  @Test
  void aDirectoryThatIsAFileIsRejected() throws Exception {
    var config = offline();
    Files.createFile(config.directory());

    assertThat(
            catchThrowableOfType(
                    ConfigRejected.class, () -> Daemon.of(TorSettings.of(config), config))
                .setting())
        .isEqualTo("directory");
  }

  @Test
  void aTorrcThatTorDoesNotAcceptIsABadSetting() throws Exception {
    TorProgram.path();
    var torrc =
        Files.writeString(directory.resolve("bad"), "DisableNetwork 1\nNumEntryGuards many\n");
    var config = NetworkConfig.at(directory.resolve("network")).with("torrc", torrc.toString());
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var rejected = catchThrowableOfType(ConfigRejected.class, () -> daemon.connect(_ -> {}));

      assertThat(rejected.setting()).isEqualTo("torrc");
      assertThat(rejected).hasMessageContaining("NumEntryGuards");
      assertThat(daemon.alive()).isFalse();
    }
  }

  @Test
  void aTorThatEndsAtOnceSaysWhy() throws Exception {
    var tor =
        Programs.tor(
            directory.resolve("tor"), "0.4.9.1", "echo '[err] No disk in /var/x for 10.1.2.3:4'");
    var config = NetworkConfig.at(directory.resolve("network")).with("binary", tor.toString());
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var down = catchThrowableOfType(NetworkDown.class, () -> daemon.connect(_ -> {}));

      assertThat(down.reason()).isEqualTo(Reason.NO_DAEMON);
      assertThat(down)
          .hasMessageContaining("No disk in [redacted] for [redacted]")
          .hasMessageContaining("What to do");
    }
  }

  @Test
  void anInterruptedStartLeavesNothingRunning() throws Exception {
    var left = whatIsLeftAfter((_, connecting) -> connecting.interrupt());

    assertThat(left).isInstanceOf(InterruptedException.class);
  }

  @Test
  void closingEndsAStart() throws Exception {
    var left = whatIsLeftAfter((daemon, _) -> daemon.close());

    assertThat(left).isInstanceOf(NetworkClosed.class);
  }

  /// Ends a start in some way while a tor that never answers is running; returns what the start
  /// threw, once nothing runs.
  private Throwable whatIsLeftAfter(java.util.function.BiConsumer<Daemon, Thread> end)
      throws Exception {
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var tor =
        Programs.tor(
            directory.resolve("tor"), "0.4.9.1", "echo $$ > " + pipe + "; exec sleep 1000");
    var config = NetworkConfig.at(directory.resolve("network")).with("binary", tor.toString());
    var thrown = new AtomicReference<Throwable>();
    try (var daemon = Daemon.of(TorSettings.of(config), config)) {
      var connecting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      daemon.connect(_ -> {});
                    } catch (Exception e) {
                      thrown.set(e);
                    }
                  });
      var pid = Long.parseLong(Files.readString(pipe).strip());

      end.accept(daemon, connecting);
      connecting.join();

      assertThat(runs(pid)).isFalse();
    }
    return thrown.get();
  }

  private NetworkConfig offline() throws Exception {
    return offline("network");
  }

  private NetworkConfig offline(String name) throws Exception {
    TorProgram.path();
    var torrc = Files.writeString(directory.resolve("torrc"), "DisableNetwork 1\n");
    return NetworkConfig.at(directory.resolve(name)).with("torrc", torrc.toString());
  }

  private static long pid(Control control) throws Exception {
    return Long.parseLong(control.info("process/pid").orElseThrow());
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
