package sotto.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.Secret;

class KeysTest {

  private static final Secret ANN = Secret.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

  @TempDir Path directory;

  @Test
  void aSecretIsMadeOnceAndTheSameEverAfter() throws IOException {
    assertThat(new Keys(directory).secret("node", () -> ANN)).isEqualTo(ANN);

    assertThat(new Keys(directory).secret("node", KeysTest::never)).isEqualTo(ANN);
  }

  @Test
  void filesAndDirectoriesAreTheirOwnersAlone() throws IOException {
    var identity = directory.resolve("identity");

    new Keys(identity).secret("node", () -> ANN);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(identity))))
        .isEqualTo("rw-------");
  }

  @Test
  void everyDamagedByteIsFoundOutAndNothingIsReplaced() throws IOException {
    new Keys(directory).secret("node", () -> ANN);
    var whole = Files.readAllBytes(file(directory));
    for (var at = 0; at < whole.length - 1; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file(directory), damaged);

      assertThatExceptionOfType(UnusableKey.class)
          .as("byte %s", at)
          .isThrownBy(() -> new Keys(directory).secret("node", KeysTest::never))
          .withMessageContaining("What to do");
      assertThat(Files.readAllBytes(file(directory))).isEqualTo(damaged);
    }
  }

  @Test
  void aFileCutShortIsFoundOut() throws IOException {
    new Keys(directory).secret("node", () -> ANN);
    var whole = Files.readAllBytes(file(directory));
    for (var size = 0; size < whole.length - 1; size++) {
      Files.write(file(directory), Arrays.copyOf(whole, size));

      assertThatExceptionOfType(UnusableKey.class)
          .as("%s bytes", size)
          .isThrownBy(() -> new Keys(directory).secret("node", KeysTest::never));
    }
  }

  @Test
  void aFileInAnothersPlaceIsFoundOut() throws IOException {
    new Keys(directory).secret("node", () -> ANN);
    Files.move(file(directory), directory.resolve("tor.key"));

    assertThatExceptionOfType(UnusableKey.class)
        .isThrownBy(() -> new Keys(directory).secret("tor", KeysTest::never));
  }

  @Test
  void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
    Files.write(file(directory), new byte[Keys.FILE_MAX + 1]);
    Files.setPosixFilePermissions(file(directory), PosixFilePermissions.fromString("rw-------"));

    assertThatExceptionOfType(UnusableKey.class)
        .isThrownBy(() -> new Keys(directory).secret("node", KeysTest::never))
        .withMessageContaining("too long");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    new Keys(directory).secret("node", () -> ANN);
    Files.setPosixFilePermissions(file(directory), PosixFilePermissions.fromString("rw-r-----"));

    assertThatExceptionOfType(UnusableKey.class)
        .isThrownBy(() -> new Keys(directory).secret("node", KeysTest::never))
        .withMessageContaining("chmod 600");
  }

  @Test
  void whatACrashLeftBesideTheFileDoesNotMatter() throws IOException {
    Files.writeString(directory.resolve("node.key.new"), "half a li");

    assertThat(new Keys(directory).secret("node", () -> ANN)).isEqualTo(ANN);
    assertThat(new Keys(directory).secret("node", KeysTest::never)).isEqualTo(ANN);
  }

  @Test
  void messagesNameNeitherTheDirectoryNorTheSecret() throws IOException {
    new Keys(directory).secret("node", () -> ANN);
    var line = Files.readString(file(directory)).split(" ", -1);
    Files.writeString(file(directory), String.join(" ", line[0], line[1], line[2], "AAAA"));

    assertThatExceptionOfType(UnusableKey.class)
        .isThrownBy(() -> new Keys(directory).secret("node", KeysTest::never))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(line[2], directory.toString()));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaidSo() throws IOException {
    var blocked = Files.createFile(directory.resolve("blocked"));

    assertThatExceptionOfType(UnusableKey.class)
        .isThrownBy(() -> new Keys(blocked.resolve("identity")).secret("node", () -> ANN));
  }

  @Test
  void anOddNameIsAMistakeOfOurs() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Keys(directory).secret("../node", () -> ANN));
  }

  private static Path file(Path identity) {
    return identity.resolve("node.key");
  }

  private static Secret never() {
    throw new AssertionError("a key was replaced");
  }
}
