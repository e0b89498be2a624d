package sotto.backend.loopback.fabric;

import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;

/// Something that is wrong with one node, until it is healed.
///
/// Of several troubles the one that is named first decides the network's status.
public enum Trouble {
  /// The daemon is dead: links die, publications are lost, dials fail as ours.
  DAEMON_GONE(Phase.DOWN, 0, Blockage.NO_DAEMON, Reason.NO_DAEMON, true),
  /// The daemon takes what it is told and never answers; noticed after a second.
  DAEMON_SILENT(Phase.DOWN, 0, Blockage.NO_DAEMON, Reason.NO_DAEMON, false),
  /// The daemon refuses our credentials.
  DAEMON_REFUSES_LOGIN(Phase.DOWN, 0, Blockage.AUTHENTICATION, Reason.AUTHENTICATION, true),
  /// The daemon's replies make no sense.
  DAEMON_GARBLED(Phase.DOWN, 0, Blockage.VERSION, Reason.DAEMON_PROTOCOL, true),
  /// The daemon hangs up in the middle of a reply.
  DAEMON_HANGS_UP(Phase.DOWN, 0, Blockage.VERSION, Reason.DAEMON_PROTOCOL, true),
  /// No byte passes between this node and any other: links die.
  PARTITION(Phase.DOWN, 80, Blockage.NO_ROUTE, Reason.NO_ROUTE, true),
  /// The clock is wrong, by as much as [FabricNode#skewClock] says.
  CLOCK_SKEW(Phase.DOWN, 50, Blockage.CLOCK_SKEW, Reason.NOT_READY, false),
  /// The bootstrap does not finish.
  BOOTSTRAP_HELD(Phase.STARTING, 45, Blockage.NONE, Reason.NOT_READY, false),
  /// The bootstrap falls back.
  PROGRESS_REGRESSES(Phase.STARTING, 20, Blockage.NONE, Reason.NOT_READY, false),
  /// The bootstrap shows 100 percent, and nothing works.
  PROGRESS_FULL_BUT_UNUSABLE(Phase.STARTING, 100, Blockage.NONE, Reason.NOT_READY, false),
  /// No place confirms a publication.
  PUBLICATION_HELD,
  /// Half of the places confirm a publication.
  PUBLICATION_PARTIAL,
  /// All places have lost the publications.
  PUBLICATION_LOST,
  /// Dials to and from this node get no answer.
  DIALS_STALL,
  /// Bytes on links of this node do not move.
  LINKS_STALL,
  /// The machine slept: nothing works, and nobody has noticed. The hint `RESUMED` heals it.
  SUSPENDED;

  private final Phase phase;
  private final int percent;
  private final Blockage blockage;
  private final Reason reason;
  private final boolean losesPublications;

  Trouble() {
    this(Phase.READY, 100, Blockage.NONE, Reason.NOT_READY, false);
  }

  Trouble(Phase phase, int percent, Blockage blockage, Reason reason, boolean loses) {
    this.phase = phase;
    this.percent = percent;
    this.blockage = blockage;
    this.reason = reason;
    this.losesPublications = loses;
  }

  Phase phase() {
    return phase;
  }

  int percent() {
    return percent;
  }

  Blockage blockage() {
    return blockage;
  }

  /// Returns why our dials fail.
  Reason reason() {
    return reason;
  }

  /// Tells whether the network's status shows it.
  boolean shows() {
    return phase != Phase.READY;
  }

  boolean losesPublications() {
    return losesPublications || this == PUBLICATION_LOST;
  }

  boolean killsLinks() {
    return this == DAEMON_GONE || this == PARTITION;
  }
}
