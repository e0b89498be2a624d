package sotto.testnet;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a process and its children ask of the kernel's network, by the kernel's own account: a
/// trace of `strace`, and a judgement of its lines.
public final class SystemCalls {

  private static final Pattern REACHES = Pattern.compile("\\b(connect|bind|sendto|sendm?msg)\\(");
  private static final Pattern FAMILY = Pattern.compile("sa_family=(AF_[A-Z0-9]+)");
  private static final Pattern HERE =
      Pattern.compile(
          "inet_addr\\(\"127\\.[0-9.]+\"\\)|inet_pton\\(AF_INET6, \"(::1|::ffff:127\\.[0-9.]+)\"");
  private static final String TO_A_NAME_SERVER = "port=htons(53)";

  /// Netlink asks the kernel about its own interfaces; unspecified dissolves a socket's address.
  private static final List<String> LOCAL = List.of("AF_UNIX", "AF_NETLINK", "AF_UNSPEC");

  private SystemCalls() {}

  /// Returns a command that runs another and writes its system calls about the network, and those
  /// of all its children, to a file. Only these calls are slowed down.
  ///
  /// @param trace the file
  /// @param command the command
  /// @return the command with `strace` in front, which must be installed, see [Part]
  public static List<String> traced(Path trace, List<String> command) {
    return Stream.concat(
            Stream.of(
                Part.program("strace").toString(),
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-e",
                "trace=connect,bind,sendto,sendmsg,sendmmsg",
                "-o",
                trace.toString()),
            command.stream())
        .toList();
  }

  /// Tells whether a line of a trace tells of something that leaves this machine, or could: a
  /// packet or connection to an address beyond loopback, to a name server wherever it is, or a
  /// socket that is bound beyond loopback.
  ///
  /// @param line a line of a trace
  /// @return whether something leaves
  public static boolean leaves(String line) {
    if (!REACHES.matcher(line).find()) {
      return false;
    }
    if (line.contains(TO_A_NAME_SERVER)) {
      return true;
    }
    var family = FAMILY.matcher(line);
    return family.find() && !LOCAL.contains(family.group(1)) && !HERE.matcher(line).find();
  }

  /// Tells whether a line of a trace tells of a call that stays on loopback, by the Internet's
  /// protocols: what shows that a trace without lines that leave was a trace at all.
  ///
  /// @param line a line of a trace
  /// @param call the call, such as `connect`
  /// @return whether it does
  public static boolean stays(String line, String call) {
    return line.contains(call + "(") && HERE.matcher(line).find();
  }
}
