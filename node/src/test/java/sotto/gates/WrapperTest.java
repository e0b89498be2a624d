package sotto.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./mvnw` in a fresh clone, on a machine that has no Maven.
@Timeout(60)
class WrapperTest {

  private static final String MAVEN =
      "/org/apache/maven/apache-maven/9.9.9/apache-maven-9.9.9-bin.zip";

  @TempDir Path clone;

  @BeforeEach
  void copy() throws IOException {
    Files.copy(Tree.ROOT.resolve("mvnw"), clone.resolve("mvnw"));
    Files.createDirectories(clone.resolve(".mvn/wrapper"));
  }

  @Test
  void aMavenThatCannotBeFetchedIsSaidWithWhatToDo() throws Exception {
    distribution("0");

    var run = mvnw("http://127.0.0.1:9");

    assertThat(run.code()).isNotZero();
    assertThat(run.said())
        .contains("Maven cannot be fetched from http://127.0.0.1:9/org/apache/maven/")
        .contains("What to do: install Maven 3.8.7 or newer");
  }

  @Test
  void aMavenIsFetchedFromAnyRepositoryAndRun() throws Exception {
    var zip = zip();
    distribution(sha256(zip));
    var server = serve(zip);
    try {
      var run = mvnw("http://127.0.0.1:" + server.getAddress().getPort());

      assertThat(run.said()).endsWith("maven with verify\n");
      assertThat(run.code()).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anotherMavenThanTheOneThatWasAgreedOnIsRefused() throws Exception {
    var zip = zip();
    distribution("0".repeat(64));
    var server = serve(zip);
    try {
      var run = mvnw("http://127.0.0.1:" + server.getAddress().getPort());

      assertThat(run.code()).isNotZero();
      assertThat(run.said()).contains("SHA-256").doesNotContain("maven with");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theRealOneNamesAVersionAndItsHash() {
    assertThat(Tree.read(Tree.ROOT.resolve(".mvn/wrapper/maven-wrapper.properties")))
        .containsPattern("distributionUrl=https://.*/apache-maven-3\\.[0-9.]+-bin\\.zip\n")
        .containsPattern("distributionSha256Sum=[0-9a-f]{64}\n");
  }

  private record Run(String said, int code) {}

  private Run mvnw(String repository) throws Exception {
    var builder = new ProcessBuilder("sh", clone.resolve("mvnw").toString(), "verify");
    builder.environment().put("HOME", clone.toString());
    builder.environment().put("MVNW_REPOURL", repository);
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(said, process.waitFor());
  }

  private void distribution(String sha256) throws IOException {
    Files.writeString(
        clone.resolve(".mvn/wrapper/maven-wrapper.properties"),
        "distributionUrl=https://example.invalid/dist/9.9.9/apache-maven-9.9.9-bin.zip\n"
            + "distributionSha256Sum="
            + sha256
            + "\n");
  }

  /// A Maven that says how it was called.
  private byte[] zip() throws IOException {
    var file = clone.resolve("maven.zip");
    try (var zip =
        FileSystems.newFileSystem(
            file, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      var mvn = zip.getPath("apache-maven-9.9.9/bin/mvn");
      Files.createDirectories(mvn.getParent());
      Files.writeString(mvn, "#!/bin/sh\necho maven with \"$@\"\n");
      Files.setPosixFilePermissions(mvn, fromString("rwxr-xr-x"));
    }
    return Files.readAllBytes(file);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static HttpServer serve(byte[] zip) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        MAVEN,
        exchange -> {
          exchange.sendResponseHeaders(200, zip.length);
          exchange.getResponseBody().write(zip);
          exchange.close();
        });
    server.start();
    return server;
  }
}
