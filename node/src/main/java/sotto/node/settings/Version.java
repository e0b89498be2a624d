package sotto.node.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which version of the program this is.
public final class Version {

  private Version() {}

  /// Returns the version, such as `0.1.0`.
  public static String text() {
    try (var in = Version.class.getResourceAsStream("/sotto/node/version.properties")) {
      if (in == null) {
        return "unknown";
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("our own jar cannot be read", e);
    }
  }
}
