package sotto.tck.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Packs a provider into a jar of its own, as a stranger's backend would come.
public final class MemoryJar {

  private MemoryJar() {}

  /// Writes a jar with the classes of this package and a services entry.
  ///
  /// @param directory where to
  /// @return the jar
  public static Path in(Path directory) throws IOException {
    return in(directory, MemoryProvider.class.getName());
  }

  /// Writes a jar that provides another class.
  public static Path in(Path directory, String provider) throws IOException {
    var jar = directory.resolve("memory.backend-1.0.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "META-INF/services/sotto.spi.NetworkProvider", provider.getBytes(UTF_8));
      try (var classes = Files.list(classes())) {
        for (var file : classes.toList()) {
          entry(out, "sotto/tck/memory/" + file.getFileName(), Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }

  private static Path classes() {
    try {
      var root = MemoryProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(root).resolve("sotto/tck/memory");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
