package sotto.testnet.tor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Programs for backends that start a tor of their own: each enters the network's namespace and
/// becomes tor. Where there is no namespace it first makes tor say its whole configuration, and
/// refuses one that is not bound to the network's authority.
///
/// @param ground where tor runs
/// @param authority the authority that a tor must be bound to
record Launchers(Daemon.Ground ground, Authority authority) {

  private static final String QUOTE = "'";

  /// The program that everybody may use.
  Path program() {
    return ground.directory().resolve("bin").resolve("tor");
  }

  /// The lines that bind a tor to the network.
  Path torrc() {
    return ground.directory().resolve("member.torrc");
  }

  /// Writes both.
  void write() throws IOException {
    Files.writeString(torrc(), Torrc.member(authority.line()));
    Files.createDirectory(program().getParent());
    write(program(), "");
  }

  /// Writes a program.
  ///
  /// @param file what to write
  /// @param before lines of shell that run first
  Path write(Path file, String before) throws IOException {
    var exec =
        ground.command(List.of()).stream()
            .map(word -> QUOTE + word.replace(QUOTE, "'\\''") + QUOTE)
            .collect(Collectors.joining(" "));
    var script = "#!/bin/sh\n" + before + check() + "exec " + exec + " \"$@\"\n";
    Files.writeString(file, script);
    return Files.setPosixFilePermissions(file, fromString("rwx------"));
  }

  private String check() {
    return ground.entrance().isEmpty()
        ? """
        case " $* " in
          *' -f '*)
            if ! %s --dump-config short "$@" 2>/dev/null | grep -qxF '%s'; then
              echo 'This tor is for a private network, and the configuration is not.' >&2
              exit 1
            fi ;;
          ' --version ' | ' --list-modules ' | ' --hash-password '*) ;;
          *) exit 1 ;;
        esac
        """
            .formatted(QUOTE + ground.tor() + QUOTE, authority.line())
        : "";
  }
}
