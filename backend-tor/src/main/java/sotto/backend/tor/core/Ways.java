package sotto.backend.tor.core;

import java.util.Optional;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Refused;
import sotto.backend.tor.daemon.Daemon;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;

/// How we and a tor reach each other on this machine, in one session.
///
/// @param socks where it takes SOCKS; nothing while its network is disabled
/// @param reaches whether it can connect to a UNIX-domain socket of ours
/// @param process its process id, if it says so
/// @param user its user id, if it says so
record Ways(
    Optional<Endpoint> socks, boolean reaches, Optional<String> process, Optional<String> user) {

  static Ways asked(Daemon daemon, Control control) throws NetworkException, InterruptedException {
    return new Ways(
        socks(daemon, control),
        daemon.reaches(control),
        control.info("process/pid"),
        control.info("process/uid"));
  }

  private static Optional<Endpoint> socks(Daemon daemon, Control control)
      throws NetworkException, InterruptedException {
    try {
      return Optional.of(daemon.socks(control));
    } catch (ConfigRejected e) {
      if (control.info("net/listeners/socks").filter(String::isBlank).isEmpty() || !held(control)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// Tells whether tor keeps off the network for now, and then opens no ports.
  private static boolean held(Control control) throws NetworkException, InterruptedException {
    try {
      return control.conf("DisableNetwork").contains("1");
    } catch (Refused e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ways:[redacted]";
  }
}
