package sotto.backend.tor.core;

import java.util.Optional;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.daemon.Daemon;
import sotto.spi.NetworkException;

/// How we and a tor reach each other on this machine, in one session.
///
/// @param socks where it takes SOCKS
/// @param reaches whether it can connect to a UNIX-domain socket of ours
/// @param process its process id, if it says so
/// @param user its user id, if it says so
record Ways(Endpoint socks, boolean reaches, Optional<String> process, Optional<String> user) {

  static Ways asked(Daemon daemon, Control control) throws NetworkException, InterruptedException {
    return new Ways(
        daemon.socks(control),
        daemon.reaches(control),
        control.info("process/pid"),
        control.info("process/uid"));
  }

  @Override
  public String toString() {
    return "ways:[redacted]";
  }
}
