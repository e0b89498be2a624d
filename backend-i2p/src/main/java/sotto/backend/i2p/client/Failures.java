package sotto.backend.i2p.client;

import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;

/// What the library's failures mean. Their own texts name addresses, and stay here.
final class Failures {

  private Failures() {}

  /// Says why a session cannot begin.
  static NetworkDown opening(@Nullable Throwable cause) {
    var why = texts(cause);
    if (why.contains("uthoriz")) {
      return new NetworkDown(
          Reason.AUTHENTICATION,
          "The I2P router wants a user's name and password, and not these. What to do: set"
              + " 'i2cp.user' and 'i2cp.password'.");
    }
    if (why.toLowerCase(Locale.ROOT).contains("dup")) {
      return new NetworkDown(
          Reason.NO_ROUTE,
          "The I2P router serves the same destination for somebody else. What to do: end that.");
    }
    return new NetworkDown(
        Reason.NO_DAEMON,
        "The I2P router did not begin a session, or ended it. What to do: wait, or look at its"
            + " log.");
  }

  /// Says why a stream could not be opened.
  static NetworkException refusal(NoRouteToHostException cause) {
    var why = String.valueOf(cause.getMessage());
    if (why.contains("loopback")) {
      return new AddressRejected(
          Reason.UNSUPPORTED,
          "A destination cannot dial itself. What to do: dial as somebody else.",
          cause);
    }
    if (why.contains("reset")) {
      return new PeerUnreachable(
          Reason.REFUSED, "The peer does not want the link. What to do: try later.", cause);
    }
    return away(cause);
  }

  /// Says that a peer is published and does not answer.
  static PeerUnreachable away(Throwable cause) {
    return new PeerUnreachable(
        Reason.AWAY, "The peer is published and does not answer. What to do: try later.", cause);
  }

  private static String texts(@Nullable Throwable cause) {
    var all = new StringBuilder();
    var next = Optional.ofNullable(cause);
    for (var depth = 0; next.isPresent() && depth < 8; depth++) {
      all.append(next.get().getMessage()).append('\n');
      next = next.map(Throwable::getCause);
    }
    return all.toString();
  }
}
