package sotto.tck.cases;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sotto.tck.engine.Bench;

/// The sockets of this process and of those that it started, as Linux shows them.
///
/// @param all each socket once
record Sockets(List<Socket> all) {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";
  private static final String ACCEPTS = "00010000";

  /// A socket.
  ///
  /// @param protocol such as `tcp` or `udp6`
  /// @param local the address and port here, in the kernel's hexadecimal; a path for `unix`
  /// @param remote the address and port there; empty for `unix`
  /// @param listening whether it takes connections
  /// @param inode its number, unique while it is open
  record Socket(String protocol, String local, String remote, boolean listening, String inode) {

    boolean isInternet() {
      return !protocol.equals("unix");
    }

    /// Tells whether only this machine can reach it, and it only this machine.
    boolean isLocal() {
      return !isInternet() || (isLocal(local, listening) && isLocal(remote, false));
    }

    int port() {
      return Integer.parseInt(local.substring(local.indexOf(':') + 1), 16);
    }

    boolean isVersion6Only() {
      return local.startsWith("00000000000000000000000001000000:");
    }

    private static boolean isLocal(String endpoint, boolean listening) {
      var address = endpoint.substring(0, endpoint.indexOf(':'));
      var unused = endpoint.endsWith(":0000") && address.chars().allMatch(c -> c == '0');
      return (unused && !listening)
          || (address.length() == 8 && address.endsWith("7F"))
          || (address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F"))
          || address.equals("00000000000000000000000001000000");
    }
  }

  static Sockets now(Bench bench) {
    if (!Files.isReadable(PROC.resolve("self/net/tcp"))) {
      throw bench.inconclusive("The sockets of a process cannot be seen on this system.");
    }
    var all = new ArrayList<Socket>();
    add(PROC.resolve("self"), all);
    ProcessHandle.current()
        .descendants()
        .forEach(child -> add(PROC.resolve(String.valueOf(child.pid())), all));
    return new Sockets(List.copyOf(all));
  }

  /// Those that were not there before.
  Sockets since(Sockets before) {
    var known = new HashSet<String>();
    before.all.forEach(socket -> known.add(socket.inode));
    return new Sockets(all.stream().filter(socket -> !known.contains(socket.inode)).toList());
  }

  Sockets listening() {
    return new Sockets(all.stream().filter(Socket::listening).toList());
  }

  /// Names the protocols of those that are not confined to this machine.
  List<String> reachingOut() {
    return all.stream().filter(socket -> !socket.isLocal()).map(Socket::protocol).toList();
  }

  private static void add(Path process, List<Socket> all) {
    try {
      var inodes = inodes(process);
      for (var protocol : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "unix")) {
        var table = process.resolve("net").resolve(protocol);
        if (Files.isReadable(table)) {
          Files.readAllLines(table).stream()
              .skip(1)
              .map(line -> line.strip().split("\\s+"))
              .map(fields -> socket(protocol, fields))
              .filter(socket -> inodes.contains(socket.inode))
              .forEach(all::add);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // The process ended while it was looked at; then it has no sockets.
    }
  }

  private static Socket socket(String protocol, String[] fields) {
    return protocol.equals("unix")
        ? new Socket(
            protocol, fields.length > 7 ? fields[7] : "", "", fields[3].equals(ACCEPTS), fields[6])
        : new Socket(protocol, fields[1], fields[2], fields[3].equals(LISTENS), fields[9]);
  }

  private static Set<String> inodes(Path process) throws IOException {
    var inodes = new HashSet<String>();
    try (var files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var file : files) {
        try {
          var target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException _) {
          // It was closed between being listed and being looked at.
        }
      }
    }
    return inodes;
  }
}
