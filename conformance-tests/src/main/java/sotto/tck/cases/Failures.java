package sotto.tck.cases;

import java.util.EnumSet;
import java.util.Set;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.NoBackend;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;

/// Which reasons a kind of failure can have (X1).
final class Failures {

  private Failures() {}

  static boolean fits(NetworkException failure) {
    return reasons(failure).contains(failure.reason());
  }

  static String misfit(NetworkException failure) {
    return "a %s has the reason %s, and can only have one of %s"
        .formatted(failure.getClass().getSimpleName(), failure.reason(), reasons(failure));
  }

  private static Set<Reason> reasons(NetworkException failure) {
    return switch (failure) {
      case AddressRejected _ -> EnumSet.of(Reason.MALFORMED, Reason.FOREIGN, Reason.UNSUPPORTED);
      case KeyRejected _ -> EnumSet.of(Reason.BAD_KEY);
      case NetworkDown _ ->
          EnumSet.of(
              Reason.NO_DAEMON,
              Reason.NOT_READY,
              Reason.AUTHENTICATION,
              Reason.VERSION,
              Reason.DAEMON_PROTOCOL,
              Reason.NO_ROUTE);
      case PeerUnreachable _ ->
          EnumSet.of(Reason.NOT_FOUND, Reason.AWAY, Reason.REFUSED, Reason.REQUIRES_AUTH);
      case DialTimeout _ -> EnumSet.of(Reason.DEADLINE);
      case LinkLost _ -> EnumSet.of(Reason.RESET, Reason.LINK_DIED);
      case LimitReached _ -> EnumSet.of(Reason.LIMIT);
      case KeyInUse _ -> EnumSet.of(Reason.KEY_IN_USE);
      case ConfigRejected _ -> EnumSet.of(Reason.BAD_SETTING);
      case NoBackend _ -> EnumSet.of(Reason.NO_BACKEND);
      case NetworkClosed _ -> EnumSet.of(Reason.CLOSED);
    };
  }
}
