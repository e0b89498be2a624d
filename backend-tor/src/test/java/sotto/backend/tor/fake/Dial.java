package sotto.backend.tor.fake;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import sotto.tck.Fault;

/// One attempt of a fake to reach an onion service for a SOCKS client.
///
/// As with tor, a dial waits as long as there are no circuits to go by, and ends by itself only
/// after `SocksTimeout`; as with tor, a service that is gone is still found in the directory, and
/// then its introduction points do not answer.
final class Dial {

  /// Tor's `SocksTimeout`.
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /// How an attempt ends.
  sealed interface End {
    /// Tor says no.
    record Refused(SocksReply reply) implements End {}

    /// There is a connection at the far end.
    record Open(Daemon far, SocketChannel service) implements End {}

    /// The client does not wait any more.
    record Gone() implements End {}
  }

  /// Tells whether the client has hung up.
  interface Hangup {
    boolean happened() throws IOException;
  }

  private final Daemon tor;
  private final String host;
  private final int port;
  private final String user;
  private final String password;

  Dial(Daemon tor, String host, int port, String user, String password) {
    this.tor = tor;
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  End run(Hangup hangup) throws IOException, InterruptedException {
    if (!OnionId.isOnion(host)) {
      tor.leak(host, port);
      return new End.Refused(SocksReply.FAILED);
    }
    var id = OnionId.ofHost(host);
    if (id.isEmpty()) {
      tor.atomically(() -> tor.events().badHostName(host));
      return new End.Refused(SocksReply.BAD_ADDRESS);
    }
    var waited = tor.network().awaitWhile(tor::stalls, TIMEOUT);
    var found = tor.atomically(() -> lookUp(id.get()));
    if (waited && found.service.isPresent()) {
      waited = tor.network().awaitWhile(() -> hangs(found), TIMEOUT);
    }
    if (hangup.happened()) {
      return new End.Gone();
    }
    return waited ? reach(found) : new End.Refused(SocksReply.TIMED_OUT);
  }

  /// What a look-up gave: a service whose descriptor opens, or the reply that says why not.
  private record Found(Optional<Service> service, SocksReply otherwise, boolean first) {}

  private Found lookUp(OnionId id) {
    var first = tor.journal().stream(new Circuit.Key(user, password, id.text()));
    var service = tor.descriptors().lookUp(id);
    if (service.isEmpty()) {
      return new Found(service, SocksReply.NOT_FOUND, first);
    }
    var locked = service.flatMap(tor.verbs().keyring()::refusal);
    return locked
        .map(reply -> new Found(Optional.empty(), reply, first))
        .orElseGet(() -> new Found(service, SocksReply.INTRODUCTION_FAILED, first));
  }

  private boolean hangs(Found found) {
    var service = found.service.orElseThrow();
    var old = tor.setup().hanging() && !found.first && !service.reachable();
    return service.tor().stallsOthers() || (old && !tor.closed());
  }

  private End reach(Found found) {
    var service = found.service.filter(each -> tor.atomically(each::reachable));
    if (service.isEmpty()) {
      return new End.Refused(found.otherwise);
    }
    var target = service.get().target(port);
    if (target.isEmpty()) {
      return new End.Refused(port == 0 ? SocksReply.FAILED : SocksReply.REFUSED);
    }
    try {
      return new End.Open(service.get().tor(), target.get().connect());
    } catch (IOException _) {
      var unix = target.get().address() instanceof UnixDomainSocketAddress;
      return new End.Refused(unix ? SocksReply.FAILED : SocksReply.REFUSED);
    }
  }

  /// Whether a tor with these faults leaves dials without an answer.
  static boolean stalls(Condition condition) {
    return condition.has(Fault.DIALS_STALL) || condition.has(Fault.DAEMON_SILENT);
  }
}
