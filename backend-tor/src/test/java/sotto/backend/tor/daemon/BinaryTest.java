package sotto.backend.tor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.TorProgram;
import sotto.backend.tor.control.TorVersion;
import sotto.backend.tor.daemon.Binary.Unusable;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Which tors are found, what they say of themselves, and which is chosen.
@Timeout(60)
class BinaryTest {

  @TempDir Path directory;

  @Test
  void theMachinesTorSaysItsVersion() throws Exception {
    var binary = Binary.ask(TorProgram.path(), List.of(), Programs.THREADS);

    assertThat(binary.version().supported()).isTrue();
    assertThat(binary).hasToString("tor " + binary.version());
  }

  @Test
  void whatCannotBeRunSaysWhatToDo() throws Exception {
    var plain = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
    var broken = Programs.script(directory.resolve("broken"), "");
    Files.write(broken, new byte[] {0x7f, 'E', 'L', 'F', 9, 9, 9, 9});

    assertThat(refusal(directory.resolve("absent"))).contains("apt-get install tor");
    assertThat(refusal(directory)).contains("no such program");
    assertThat(refusal(plain)).contains("chmod u+x");
    assertThat(refusal(broken)).contains("use ");
  }

  @Test
  void whatIsNoTorIsRefused() throws Exception {
    var shell = Programs.script(directory.resolve("a"), "echo GNU bash, version 5");
    var loud = Programs.script(directory.resolve("b"), "head -c 3000000 /dev/zero");
    var silly = Programs.script(directory.resolve("c"), "echo Tor version one.");

    assertThat(refusal(shell)).contains("no tor");
    assertThat(refusal(loud)).contains("no tor");
    assertThat(refusal(silly)).contains("makes no sense");
  }

  @Test
  void aProgramThatHangsIsEndedWithAllThatItStarted() throws Exception {
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var hangs =
        Programs.script(
            directory.resolve("hangs"), "sleep 1000 &\necho $! > " + pipe + "\nsleep 1000");
    var asking = new Thread[1];
    asking[0] =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Binary.ask(hangs, List.of(), Programs.THREADS);
                  } catch (Unusable | InterruptedException e) {
                    // What this test is about is what is left behind.
                  }
                });
    var child = Long.parseLong(Files.readString(pipe).strip());
    var below = ProcessHandle.of(child);

    asking[0].interrupt();
    asking[0].join();

    below.ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void versionsAreOrderedByAge() {
    assertThat(TorVersion.parse("0.4.9.11")).isGreaterThan(TorVersion.parse("0.4.9.9"));
    assertThat(TorVersion.parse("0.4.8.0-alpha-dev (git-0f)")).isEqualTo(TorVersion.SUPPORTED);
    assertThat(TorVersion.parse("0.4.7.16").supported()).isFalse();
    assertThat(TorVersion.parse("1.0.0")).isGreaterThan(TorVersion.SUPPORTED);
  }

  @Test
  void eachProgramOnThePathIsFoundOnce() throws Exception {
    var one = Programs.script(directory.resolve("one/tor"), "");
    Files.createDirectories(directory.resolve("two"));
    Files.createSymbolicLink(directory.resolve("two/tor"), one);
    Files.createDirectories(directory.resolve("three/tor"));
    var path =
        String.join(
            ":",
            "relative",
            directory.resolve("one").toString(),
            directory.resolve("two").toString(),
            directory.resolve("three").toString());

    var here = directory.toRealPath();
    assertThat(SystemTors.on(path))
        .filteredOn(program -> program.startsWith(here))
        .containsExactly(one.toRealPath());
    assertThat(SystemTors.on("")).isEmpty();
  }

  @Test
  void aTorPastItsSupportIsRefusedUnlessItIsNamed() throws Exception {
    var old = Programs.tor(directory.resolve("old/tor"), "0.4.7.16", "");
    var named = TorSettings.of(config().with("binary", old.toString()));

    var survey = Survey.of(named, bundles(), Programs.THREADS);

    assertThat(survey.choose().old()).isTrue();
    assertThat(survey.findings())
        .singleElement()
        .extracting(Finding::line)
        .isEqualTo(
            "system: tor 0.4.7.16: past its support (older than 0.4.8.0), used because it was asked"
                + " for.");
  }

  @Test
  void aTorThatIsNamedAndCannotBeRunIsABadSetting() throws Exception {
    var named = TorSettings.of(config().with("binary", directory.resolve("no").toString()));

    var survey = Survey.of(named, bundles(), Programs.THREADS);

    var rejected = catchThrowableOfType(ConfigRejected.class, survey::choose);
    assertThat(rejected.setting()).isEqualTo("binary");
    assertThat(rejected).hasMessageContaining("What to do");
  }

  @Test
  void whereThereIsNoTorTheRemedyIsNamed() throws Exception {
    var survey = Survey.of(TorSettings.of(config()), "", bundles(), Programs.THREADS);

    var down = catchThrowableOfType(NetworkDown.class, survey::choose);
    assertThat(down.reason()).isEqualTo(Reason.NO_DAEMON);
    assertThat(down).hasMessageContaining("apt-get install tor").hasMessageContaining("a jar");
    assertThat(survey.findings()).hasSize(2).noneMatch(Finding::usable);
  }

  @Test
  void theReportSaysWhatThereIs() throws Exception {
    TorProgram.path();

    assertThat(Survey.report(config()))
        .extracting(Finding::line)
        .anyMatch(line -> line.matches("system: tor [0-9.]+: supported\\."))
        .noneMatch(line -> line.contains("/"));
  }

  private NetworkConfig config() {
    return NetworkConfig.at(directory.resolve("network"));
  }

  private Path bundles() {
    return directory.resolve("bundles");
  }

  private static String refusal(Path program) {
    var refused =
        catchThrowableOfType(
            Unusable.class, () -> Binary.ask(program, List.of(), Programs.THREADS));
    assertThat(refused).hasMessageContaining("What to do").hasMessageNotContaining("" + program);
    return String.valueOf(refused.getMessage());
  }
}
