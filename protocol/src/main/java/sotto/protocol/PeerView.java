package sotto.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import sotto.spi.Address;

/// A peer that there is a session with, at one moment.
///
/// @param id who it is, proved
/// @param scheme the network that the session goes over
/// @param direction who dialled
/// @param addresses where it was dialled, one address; empty if it came to us
/// @param since when the session was made
/// @param rttMillis how long it last took to answer, in milliseconds; -1 while unknown
/// @param traffic what went over the session
public record PeerView(
    PeerId id,
    String scheme,
    Direction direction,
    List<Address> addresses,
    Instant since,
    long rttMillis,
    NodeStatus.Traffic traffic) {

  /// Copies the list.
  public PeerView {
    addresses = List.copyOf(addresses);
  }

  /// Returns how long the session has lasted.
  ///
  /// @param now what time it is
  /// @return the age, not negative
  public Duration age(Instant now) {
    return now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
  }

  /// Returns how long the peer last took to answer.
  ///
  /// @return milliseconds, or nothing while unknown
  public OptionalLong rtt() {
    return rttMillis < 0 ? OptionalLong.empty() : OptionalLong.of(rttMillis);
  }

  /// Who dialled.
  public enum Direction {
    /// The peer.
    IN,
    /// We.
    OUT
  }

  /// Does not reveal which peer.
  @Override
  public String toString() {
    return "PeerView[" + scheme + " " + direction + "]";
  }
}
