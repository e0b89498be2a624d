package sotto.tck.memory;

import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.tck.Fault;

/// How a network is because of how its daemon is.
///
/// @param phase what can be done
/// @param percent how far it is
/// @param blockage what is in the way
record Condition(Phase phase, int percent, Blockage blockage) {

  static Condition of(Daemon daemon) {
    if (daemon.has(Fault.DAEMON_GONE) || daemon.has(Fault.DAEMON_SILENT)) {
      return new Condition(Phase.DOWN, 0, Blockage.NO_DAEMON);
    }
    if (daemon.has(Fault.DAEMON_REFUSES_LOGIN)) {
      return new Condition(Phase.DOWN, 0, Blockage.AUTHENTICATION);
    }
    if (talksNonsense(daemon)) {
      return new Condition(Phase.DOWN, 0, Blockage.VERSION);
    }
    if (daemon.has(Fault.CLOCK_SKEW)) {
      return new Condition(Phase.DOWN, 50, Blockage.CLOCK_SKEW);
    }
    if (daemon.has(Fault.PARTITION)) {
      return new Condition(Phase.DOWN, 80, Blockage.NO_ROUTE);
    }
    if (daemon.has(Fault.BOOTSTRAP_HELD)) {
      return new Condition(Phase.STARTING, 45, Blockage.NONE);
    }
    if (daemon.has(Fault.PROGRESS_REGRESSES)) {
      return new Condition(Phase.STARTING, 20, Blockage.NONE);
    }
    if (daemon.has(Fault.PROGRESS_FULL_BUT_UNUSABLE)) {
      return new Condition(Phase.STARTING, 100, Blockage.NONE);
    }
    return new Condition(Phase.READY, 100, Blockage.NONE);
  }

  static Condition of(NetworkStatus status) {
    return new Condition(status.phase(), status.percent(), status.blockage());
  }

  /// Returns what a network with bugs says instead.
  Condition with(Bugs bugs) {
    if (bugs.has(Bug.HIDES_WHAT_IS_IN_THE_WAY)) {
      return new Condition(phase, percent, Blockage.NONE);
    }
    return bugs.has(Bug.READY_BEFORE_TIME) && phase == Phase.STARTING
        ? new Condition(Phase.READY, percent, blockage)
        : this;
  }

  NetworkStatus status(long sequence) {
    return new NetworkStatus(sequence, phase, percent, blockage, "");
  }

  /// Fails a dial for which our own side is not fit.
  void checkUsable() throws NetworkDown {
    if (phase == Phase.STARTING) {
      throw new NetworkDown(
          Reason.NOT_READY, "The network is starting. What to do: wait for its status.");
    }
    if (phase == Phase.DOWN) {
      throw new NetworkDown(reason(), "The daemon is not usable. What to do: look at it.");
    }
  }

  private Reason reason() {
    return switch (blockage) {
      case NO_DAEMON, CLOCK_SKEW, CENSORED, SUSPENDED, NONE -> Reason.NO_DAEMON;
      case AUTHENTICATION -> Reason.AUTHENTICATION;
      case VERSION -> Reason.DAEMON_PROTOCOL;
      case NO_ROUTE -> Reason.NO_ROUTE;
    };
  }

  private static boolean talksNonsense(Daemon daemon) {
    return daemon.has(Fault.DAEMON_GARBLED)
        || daemon.has(Fault.DAEMON_OVERSIZED)
        || daemon.has(Fault.DAEMON_HANGS_UP);
  }
}
