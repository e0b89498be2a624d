package sotto.tck;

/// Something that can be made to go wrong around one node, until it is healed.
///
/// A fault is a state, not an event: killing a daemon is injecting [#DAEMON_GONE], restarting it is
/// healing. A backend under test says which ones it can inject; cases that need another are not
/// run.
public enum Fault {
  /// The daemon is dead; what it held is lost. Healing starts it again.
  DAEMON_GONE,
  /// The daemon takes what it is told and never answers.
  DAEMON_SILENT,
  /// The daemon answers with text that makes no sense.
  DAEMON_GARBLED,
  /// The daemon answers with a line without end, or with binary rubbish.
  DAEMON_OVERSIZED,
  /// The daemon sends half an answer and hangs up.
  DAEMON_HANGS_UP,
  /// The daemon refuses our credentials.
  DAEMON_REFUSES_LOGIN,
  /// The daemon is up and its bootstrap does not finish.
  BOOTSTRAP_HELD,
  /// The daemon's progress falls back before it finishes; healing lets it finish.
  PROGRESS_REGRESSES,
  /// The daemon reports a full bootstrap and yet does not carry anything.
  PROGRESS_FULL_BUT_UNUSABLE,
  /// The daemon says that our clock is wrong.
  CLOCK_SKEW,
  /// The network confirms no publication.
  PUBLICATION_HELD,
  /// The network confirms the publication in some places and not in all.
  PUBLICATION_PARTIAL,
  /// The network loses what was published; healing publishes it again.
  PUBLICATION_LOST,
  /// Dials to and from this node get no answer of any kind.
  DIALS_STALL,
  /// No packet passes between this node and the others; links that are open die.
  PARTITION,
  /// The machine slept: the daemon's session is stale without either side having noticed.
  SUSPENDED
}
