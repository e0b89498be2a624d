package sotto.testnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel says of processes.
public final class Processes {

  private Processes() {}

  /// Tells whether a process runs; one that ended and was not asked about does not.
  public static boolean runs(long id) {
    return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent() && state(id) != 'Z';
  }

  /// Returns the state of a process (proc(5), stat): `T` stopped, `Z` ended, `X` not there.
  public static char state(long id) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(id), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException _) {
      return 'X';
    }
  }

  /// Returns the interfaces in a process's network namespace.
  public static List<String> interfaces(long id) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(id), "net", "dev")).stream()
        .filter(line -> line.contains(":"))
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .toList();
  }
}
