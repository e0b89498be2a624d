package sotto.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import sotto.tck.BackendUnderTest;
import sotto.tck.Profile;

/// What was tested, and with what; nothing in it tells where or by whom.
///
/// @param scheme the backend's scheme
/// @param description the backend's description of itself
/// @param sha256 the hash of its jar in hexadecimal, or empty where there is no jar
/// @param traits the traits that it declares, in alphabetical order
/// @param profile where it ran
/// @param suite the version of this suite
/// @param spi the version of the SPI
/// @param jdk the version of the Java runtime
/// @param os the operating system and the processor's architecture
public record Subject(
    String scheme,
    String description,
    String sha256,
    List<String> traits,
    Profile profile,
    String suite,
    String spi,
    String jdk,
    String os) {

  /// Describes a backend under test and this process.
  public static Subject of(BackendUnderTest backend) {
    var provider = backend.provider();
    return new Subject(
        provider.scheme(),
        Scrub.clean(provider.description()),
        backend.artifact().map(Subject::hash).orElse(""),
        provider.traits().set().stream().map(Enum::name).sorted().toList(),
        backend.profile(),
        version("sotto-conformance-tests"),
        version("sotto-spi"),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String hash(Path artifact) {
    if (!Files.isRegularFile(artifact)) {
      return "";
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(artifact)));
    } catch (IOException | GeneralSecurityException _) {
      // A report without a hash is still a report.
      return "";
    }
  }

  private static String version(String artifact) {
    var path = "/META-INF/maven/io.github.sotto/" + artifact + "/pom.properties";
    try (InputStream in = Subject.class.getResourceAsStream(path)) {
      if (in == null) {
        return "development";
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "development");
    } catch (IOException _) {
      // Not a jar that Maven made.
      return "development";
    }
  }
}
