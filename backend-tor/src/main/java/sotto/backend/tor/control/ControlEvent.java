package sotto.backend.tor.control;

import sotto.spi.NetworkException.NetworkDown;

/// What tor said without being asked; control-spec, section 4.1.
///
/// Texts are filtered and short. Events of other kinds, and events that make no sense, are ignored.
public sealed interface ControlEvent {

  /// How far tor's start has come.
  ///
  /// @param percent 0 to 100; it may fall
  /// @param tag which step, such as `conn_or` or `done`: lower-case letters and underscores
  /// @param summary the step for people, such as `Connecting to a relay`
  /// @param warning what is wrong, for people; empty if nothing is
  /// @param reason what is wrong, as an OR connection's reason such as `NOROUTE`, `CONNECTREFUSED`
  ///   or `TIMEOUT`; empty if nothing is
  /// @param count how often it went wrong so far; 0 if tor did not say
  /// @param worth whether tor recommends to tell people about the warning
  record Bootstrap(
      int percent,
      String tag,
      String summary,
      String warning,
      String reason,
      int count,
      boolean worth)
      implements ControlEvent {}

  /// Tor believes that this machine's clock is wrong.
  ///
  /// @param seconds how far our clock is ahead; negative if it is behind
  /// @param source who says so, such as `CONSENSUS`, `OR` or `DIRSERV`, without its address
  record ClockSkew(long seconds, String source) implements ControlEvent {}

  /// The machine's clock jumped, as after a sleep.
  ///
  /// @param seconds how far; negative if backwards
  record ClockJumped(long seconds) implements ControlEvent {}

  /// Tor believes that the machine has a network, or has none.
  ///
  /// @param up whether it has
  record Liveness(boolean up) implements ControlEvent {}

  /// Tor can build circuits, or can no longer.
  ///
  /// @param established whether it can
  /// @param reason why it cannot, such as `CLOCK_JUMPED` or `EXTERNAL_ADDRESS`; perhaps empty
  record Circuits(boolean established, String reason) implements ControlEvent {}

  /// Tor knows enough relays to build circuits, or too few.
  ///
  /// @param enough whether it does
  record Directory(boolean enough) implements ControlEvent {}

  /// The directory authorities advise against this version of tor.
  ///
  /// @param reason `NEW`, `OBSOLETE` or `UNRECOMMENDED`
  record DangerousVersion(String reason) implements ControlEvent {}

  /// Something happened to a descriptor of an onion service.
  ///
  /// `CREATED` comes once for each of the two overlapping periods, then one `UPLOAD` for each
  /// directory that is asked to keep it, and one `UPLOADED` or `FAILED` as the answer to each.
  ///
  /// @param action what happened
  /// @param service the 56 characters of the onion address without `.onion`; empty if tor does not
  ///   know
  /// @param directory the fingerprint of the directory, 40 hexadecimal digits; perhaps empty
  /// @param descriptor the descriptor's id; perhaps empty
  /// @param reason why it failed, such as `NOT_FOUND`, `UPLOAD_REJECTED` or `QUERY_NO_HSDIR`;
  ///   perhaps empty
  /// @param replica 0 to 255, or -1 if tor did not say
  record HsDesc(
      Action action,
      String service,
      String directory,
      String descriptor,
      String reason,
      int replica)
      implements ControlEvent {

    /// What can happen to a descriptor.
    public enum Action {
      /// We are asking a directory for it.
      REQUESTED,
      /// A directory gave it to us.
      RECEIVED,
      /// A directory did not give or take it; see the reason.
      FAILED,
      /// We made one for a service of ours.
      CREATED,
      /// We are giving it to a directory.
      UPLOAD,
      /// A directory took it.
      UPLOADED,
      /// One in the cache was not used.
      IGNORE
    }

    /// Names neither the service nor the directory.
    @Override
    public String toString() {
      return "HsDesc[" + action + " " + reason + "]";
    }
  }

  /// The session is over, and not because we closed it. Always the last event.
  ///
  /// @param why what every later command will throw
  record Lost(NetworkDown why) implements ControlEvent {}
}
