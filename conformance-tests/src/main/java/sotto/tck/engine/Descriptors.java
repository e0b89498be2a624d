package sotto.tck.engine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The file descriptors that this process has open, where the system shows them.
///
/// @param byTarget what each one is, without those that the JVM opens for itself
public record Descriptors(Map<String, String> byTarget) {

  private static final Path DIRECTORY = Path.of("/proc/self/fd");

  /// Looks at the process.
  public static Descriptors now() {
    var open = new HashMap<String, String>();
    try (var files = Files.newDirectoryStream(DIRECTORY)) {
      for (var file : files) {
        add(file, open);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // Not this kind of system: then descriptors are not checked.
      return new Descriptors(Map.of());
    }
    return new Descriptors(Map.copyOf(open));
  }

  /// Names what is open now and was not then.
  List<String> since(Descriptors then) {
    return byTarget.entrySet().stream()
        .filter(entry -> !then.byTarget.containsKey(entry.getKey()))
        .map(entry -> "file descriptor of " + entry.getValue())
        .toList();
  }

  private static void add(Path file, Map<String, String> open) {
    try {
      var target = Files.readSymbolicLink(file).toString();
      if (target.startsWith("socket:")) {
        open.put(target, "a socket");
      } else if (target.startsWith("pipe:")) {
        open.put(target, "a pipe");
      } else if (target.startsWith("/") && !isJvms(target)) {
        open.put(file.getFileName() + target, "a file");
      }
    } catch (IOException _) {
      // It was closed between being listed and being looked at.
    }
  }

  private static boolean isJvms(String target) {
    return target.startsWith("/proc/")
        || target.startsWith("/dev/")
        || target.endsWith(".jar")
        || target.endsWith(".so")
        || target.endsWith("/modules")
        || target.endsWith(".jsa");
  }
}
