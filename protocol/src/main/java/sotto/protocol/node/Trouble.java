package sotto.protocol.node;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sotto.spi.ListenerStatus;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;

/// Why a network is not open or not listened on, and when to try again.
///
/// Safe for use by any number of threads.
final class Trouble {

  /// The longest wait before a failed attempt is repeated.
  static final Duration RETRY_MAX = Duration.ofSeconds(60);

  private static final Duration RETRY_MIN = Duration.ofSeconds(1);

  private NetworkStatus network = status(Phase.STARTING, Blockage.NONE, "");
  private String listening = "";
  private int failures;
  private boolean broken;

  /// An attempt to open or to listen failed.
  synchronized void failed(NetworkException e) {
    failures++;
    listening = shortened(e.getMessage());
    if (network.phase() != Phase.CLOSED) {
      network = status(Phase.DOWN, blockage(e.reason()), e.getMessage());
    }
  }

  /// The backend threw what it must not throw, and is left alone.
  synchronized void broke(RuntimeException e) {
    broken = true;
    listening = "The backend broke: " + e.getClass().getSimpleName() + ".";
    network = status(Phase.DOWN, Blockage.NONE, listening);
  }

  /// An attempt succeeded.
  synchronized void over() {
    failures = 0;
    listening = "";
  }

  synchronized void closed() {
    network = status(Phase.CLOSED, Blockage.NONE, "");
  }

  synchronized boolean isBroken() {
    return broken;
  }

  synchronized boolean isOver() {
    return failures == 0;
  }

  /// What to say of a network that is not open.
  synchronized NetworkStatus network() {
    return network;
  }

  /// What to say of a listener that is not there, though there should be one.
  synchronized ListenerStatus listener() {
    var closed = network.phase() == Phase.CLOSED;
    return new ListenerStatus(
        0,
        closed ? ListenerStatus.State.CLOSED : ListenerStatus.State.PUBLISHING,
        0,
        0,
        closed ? "" : listening);
  }

  /// How long to wait before the next attempt: a second at first, then twice as long each time up
  /// to a minute, and of that a random half or more, so that nodes that lost one daemon do not all
  /// come back at once.
  synchronized Duration wait(RandomGenerator random) {
    var doubled = RETRY_MIN.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 6));
    var most = doubled.compareTo(RETRY_MAX) < 0 ? doubled : RETRY_MAX;
    return Duration.ofMillis(random.nextLong(most.toMillis() / 2, most.toMillis() + 1));
  }

  private static Blockage blockage(Reason reason) {
    return switch (reason) {
      case NO_DAEMON -> Blockage.NO_DAEMON;
      case AUTHENTICATION -> Blockage.AUTHENTICATION;
      case VERSION -> Blockage.VERSION;
      case NO_ROUTE -> Blockage.NO_ROUTE;
      case MALFORMED, FOREIGN, UNSUPPORTED, NOT_READY, DAEMON_PROTOCOL -> Blockage.NONE;
      case NOT_FOUND, AWAY, REFUSED, REQUIRES_AUTH, DEADLINE, LIMIT -> Blockage.NONE;
      case KEY_IN_USE, BAD_KEY, BAD_SETTING, NO_BACKEND -> Blockage.NONE;
      case RESET, LINK_DIED, CLOSED -> Blockage.NONE;
    };
  }

  private static NetworkStatus status(Phase phase, Blockage blockage, @Nullable String detail) {
    return new NetworkStatus(0, phase, 0, blockage, shortened(detail));
  }

  /// What an exception says, no longer than a status may be.
  static String shortened(@Nullable String message) {
    var text = message == null ? "" : message;
    return text.substring(0, Math.min(text.length(), NetworkStatus.DETAIL_MAX));
  }
}
