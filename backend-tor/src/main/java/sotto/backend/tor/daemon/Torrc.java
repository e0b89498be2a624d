package sotto.backend.tor.daemon;

import java.nio.file.Path;
import java.util.TreeMap;
import sotto.backend.tor.control.Endpoint;

/// The settings of a tor that we spawn, as a file. Pure.
///
/// The user's own lines come first: of an option with one value the last counts, which is ours, and
/// options with several values that are ours the user's file may not have.
final class Torrc {

  /// How long a dial that no circuit takes may hang in tor, in seconds: as long as a first contact
  /// takes on a bad day. Tor's two minutes are longer than anybody waits.
  static final int SOCKS_TIMEOUT_SECONDS = 60;

  private Torrc() {}

  /// Returns the file's text.
  ///
  /// @param extras what the user adds
  /// @param home where everything is
  /// @param owner the process that tor may not outlive; until we have logged in, which then counts
  static String text(Extras extras, Home home, long owner) {
    var text = new StringBuilder("# Written by the Tor backend at each start.\n");
    extras.lines().forEach(line -> text.append(line).append('\n'));
    if (!extras.bridges().isEmpty()) {
      text.append("UseBridges 1\n");
      extras.bridges().forEach(bridge -> text.append("Bridge ").append(bridge).append('\n'));
    }
    new TreeMap<>(extras.transports())
        .forEach(
            (name, program) ->
                text.append("ClientTransportPlugin ")
                    .append(name)
                    .append(" exec ")
                    .append(program)
                    .append('\n'));
    text.append(
        """
        DataDirectory %s
        ControlPort %s
        CookieAuthentication 1
        CookieAuthFile %s
        SocksPort %s ExtendedErrors IsolateSOCKSAuth OnionTrafficOnly
        SocksTimeout %d
        Log notice stdout
        SafeLogging 1
        RunAsDaemon 0
        ClientOnly 1
        AvoidDiskWrites 1
        HardwareAccel 0
        ShutdownWaitLength 0
        DormantCanceledByStartup 1
        __ReloadTorrcOnSIGHUP 0
        __OwningControllerProcess %d
        DisableNetwork 1
        """
            .formatted(
                quoted(home.data()),
                socket(home.control()),
                quoted(home.cookie()),
                socket(home.socks()),
                SOCKS_TIMEOUT_SECONDS,
                owner));
    return text.toString();
  }

  private static String socket(Endpoint.Unix endpoint) {
    return "unix:" + quoted(endpoint.path());
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
