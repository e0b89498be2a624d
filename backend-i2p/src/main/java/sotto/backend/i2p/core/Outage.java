package sotto.backend.i2p.core;

import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;

/// Why the router cannot be used, in the words of exceptions and of statuses.
final class Outage {

  private Outage() {}

  static NetworkDown of(Reason reason, String message) {
    return new NetworkDown(reason, message);
  }

  /// Makes an exception of the caller's own, with his stack.
  static NetworkDown again(NetworkDown why) {
    return new NetworkDown(why.reason(), String.valueOf(why.getMessage()), why);
  }

  static Blockage blockage(Reason reason) {
    return switch (reason) {
      case AUTHENTICATION -> Blockage.AUTHENTICATION;
      case VERSION, DAEMON_PROTOCOL -> Blockage.VERSION;
      case NO_ROUTE -> Blockage.NO_ROUTE;
      default -> Blockage.NO_DAEMON;
    };
  }
}
