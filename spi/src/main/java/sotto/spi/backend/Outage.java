package sotto.spi.backend;

import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;

/// Why a daemon cannot be used, in the words of exceptions and of statuses (D5, S5).
public final class Outage {

  private Outage() {}

  /// Makes an exception.
  ///
  /// @param reason what is in the way
  /// @param message what happened and what to do
  /// @return the exception to throw
  public static NetworkDown of(Reason reason, String message) {
    return new NetworkDown(reason, message);
  }

  /// Makes an exception of the caller's own, with his stack.
  ///
  /// @param why what is known to be in the way, whoever found out
  /// @return the exception to throw
  public static NetworkDown again(NetworkDown why) {
    return new NetworkDown(why.reason(), String.valueOf(why.getMessage()), why);
  }

  /// Says in a status's word what an exception's reason says.
  ///
  /// @param reason a reason of `NetworkDown`
  /// @return the blockage that a status shows
  public static Blockage blockage(Reason reason) {
    return switch (reason) {
      case AUTHENTICATION -> Blockage.AUTHENTICATION;
      case VERSION, DAEMON_PROTOCOL -> Blockage.VERSION;
      case NO_ROUTE -> Blockage.NO_ROUTE;
      default -> Blockage.NO_DAEMON;
    };
  }
}
