package sotto.node.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a node needs on its class path, and backends to put behind it.
final class ClassPath {

  private ClassPath() {}

  /// The program, the protocol, the SPI, and the jars of others that they need; no backend.
  static String program() {
    return Stream.of(
            "sotto.spi.Network",
            "sotto.protocol.Node",
            "sotto.node.Main",
            "picocli.CommandLine",
            "com.google.gson.Gson",
            "com.google.protobuf.ByteString",
            "org.bouncycastle.math.ec.rfc8032.Ed25519",
            "org.sqlite.JDBC",
            "org.slf4j.Logger",
            "org.slf4j.simple.SimpleLogger")
        .map(ClassPath::of)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The backend for tests that comes with Sotto.
  static String loopback() {
    return of("sotto.backend.loopback.LoopbackProvider");
  }

  /// The suite, which the program runs without.
  static String suite() {
    return of("sotto.tck.Conformance");
  }

  /// The Tor backend, as it was built before this module: on this module's own class path it would
  /// be a second network of every test.
  static String tor() {
    return built("backend-tor");
  }

  /// The I2P backend, from where it was built too.
  static String i2p() {
    return built("backend-i2p");
  }

  private static String built(String module) {
    var built = Path.of(System.getProperty("sotto.root"), module, "target", "classes");
    if (!Files.isDirectory(built)) {
      throw new IllegalStateException(module + " is not built. What to do: mvn verify.");
    }
    return built.toString();
  }

  /// Private networks.
  static String testnet() {
    return of("sotto.testnet.tor.TorTestnet");
  }

  /// The jar of the backend that docs/writing-a-backend explains, built as a stranger would.
  static Path strangersJar(Path into) throws IOException {
    var source = Path.of(System.getProperty("sotto.root"), "docs", "writing-a-backend", "src");
    var classes = Files.createDirectory(into.resolve("classes"));
    var arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    var needed = List.of(of("sotto.spi.Network"), of("sotto.tck.BackendUnderTest"), annotations());
    arguments.addAll(List.of("-cp", String.join(File.pathSeparator, needed)));
    try (var all = Files.walk(source)) {
      all.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(arguments::add);
    }
    run("javac", arguments);
    var jar = into.resolve("strangers.jar");
    run(
        "jar",
        List.of(
            "--create",
            "--file",
            jar.toString(),
            "-C",
            classes.toString(),
            ".",
            "-C",
            source.toString(),
            "META-INF"));
    return jar;
  }

  private static String annotations() {
    return of("org.jspecify.annotations.NullMarked");
  }

  private static void run(String tool, List<String> arguments) {
    var code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(tool + " ended with " + code);
    }
  }

  /// Where a type comes from.
  static String of(String type) {
    try {
      var source = Class.forName(type).getProtectionDomain().getCodeSource().getLocation();
      return Path.of(source.toURI()).toString();
    } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
      throw new IllegalStateException(type + " is not on the class path", e);
    }
  }
}
