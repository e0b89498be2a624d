package sotto.backend.tor.core;

import sotto.backend.tor.control.ControlEvent;
import sotto.backend.tor.control.ControlEvent.Bootstrap;
import sotto.backend.tor.control.ControlEvent.Circuits;
import sotto.backend.tor.control.ControlEvent.ClockJumped;
import sotto.backend.tor.control.ControlEvent.ClockSkew;
import sotto.backend.tor.control.ControlEvent.DangerousVersion;
import sotto.backend.tor.control.ControlEvent.Directory;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Liveness;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;

/// What a tor has said of itself in one session, and what follows for the network's status (S4,
/// S5).
///
/// A value: each event gives another one.
///
/// @param percent how far its start has come
/// @param step the step of the start, for people
/// @param warning what is wrong with the start; empty if nothing is
/// @param cause tor's word for what is wrong, such as `NOROUTE`
/// @param circuits whether it can build circuits
/// @param live whether the machine has a network
/// @param skew how many seconds our clock is ahead, or 0
/// @param worked whether it was usable in this session
record Health(
    int percent,
    String step,
    String warning,
    String cause,
    boolean circuits,
    boolean live,
    long skew,
    boolean worked) {

  private static final int WHOLE = 100;

  /// Up to here tor has not yet finished a handshake with any relay, so that whoever is in the way
  /// is near.
  private static final int FIRST_HANDSHAKE = 15;

  /// What nothing is known about.
  static final Health UNKNOWN = new Health(0, "", "", "", false, true, 0, false);

  /// Returns what was asked for when the session began.
  static Health asked(Bootstrap bootstrap, boolean circuits, boolean live) {
    return UNKNOWN.heard(bootstrap).with(circuits, live);
  }

  /// Takes one more event in.
  Health heard(ControlEvent event) {
    return switch (event) {
      case Bootstrap now ->
          new Health(
              now.percent(),
              now.summary(),
              now.warning(),
              now.reason(),
              circuits,
              live,
              skew,
              worked);
      case Circuits now -> with(now.established(), live || now.established());
      case Liveness now -> with(circuits, now.up());
      case ClockSkew now ->
          new Health(percent, step, warning, cause, circuits, live, now.seconds(), worked);
      case ClockJumped _, Directory _, DangerousVersion _, HsDesc _, Lost _ -> this;
    };
  }

  /// Forgets a wrong clock, once circuits are built in spite of it.
  Health withoutSkew() {
    return new Health(percent, step, warning, cause, circuits, live, 0, worked);
  }

  /// Returns this with what only events tell, which were heard before in the same session.
  Health carriedOver(Health before) {
    var clock = circuits && !before.circuits ? 0 : before.skew;
    return new Health(
        percent, step, warning, cause, circuits, live, clock, worked || before.worked);
  }

  boolean usable() {
    return percent == WHOLE && circuits && live;
  }

  /// Says it as a status.
  NetworkStatus status(long sequence) {
    return new NetworkStatus(sequence, phase(), percent, blockage(), detail());
  }

  private Health with(boolean canBuild, boolean isLive) {
    var clock = canBuild && !circuits ? 0 : skew;
    var now = new Health(percent, step, warning, cause, canBuild, isLive, clock, worked);
    return now.usable()
        ? new Health(percent, step, warning, cause, canBuild, isLive, clock, true)
        : now;
  }

  private Phase phase() {
    if (usable()) {
      return skew == 0 ? Phase.READY : Phase.DEGRADED;
    }
    return worked ? Phase.DOWN : Phase.STARTING;
  }

  private Blockage blockage() {
    if (skew != 0) {
      return Blockage.CLOCK_SKEW;
    }
    if (usable()) {
      return Blockage.NONE;
    }
    if (!live || cause.equals("NOROUTE") || worked) {
      return Blockage.NO_ROUTE;
    }
    if (warning.isEmpty()) {
      return Blockage.NONE;
    }
    return percent < FIRST_HANDSHAKE ? Blockage.CENSORED : Blockage.NO_ROUTE;
  }

  private String detail() {
    if (skew != 0) {
      return "This machine's clock is %d seconds %s. What to do: set it right."
          .formatted(Math.abs(skew), skew > 0 ? "ahead" : "behind");
    }
    if (usable()) {
      return "";
    }
    if (!live) {
      return "The machine has no network. What to do: connect it.";
    }
    if (percent == WHOLE) {
      return "Tor builds no circuits at the moment. What to do: wait.";
    }
    return warning.isEmpty() ? step : step + ": " + warning;
  }
}
