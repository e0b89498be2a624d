package sotto.spi;

/// How far the world can reach a listener, at one moment, and by what evidence; see S7 and S8 at
/// [Listener#status].
///
/// @param sequence grows with every change, from 0
/// @param state what is known; the only part to decide by
/// @param confirmed how many places of the network confirmed the publication
/// @param of how many were asked; 0 where the network does not say
/// @param detail one line for people, without addresses or secrets; perhaps empty
public record ListenerStatus(long sequence, State state, int confirmed, int of, String detail) {

  /// The longest detail, in characters.
  public static final int DETAIL_MAX = 500;

  /// Checks the ranges.
  public ListenerStatus {
    if (sequence < 0 || confirmed < 0 || confirmed > of || detail.length() > DETAIL_MAX) {
      throw new IllegalArgumentException("sequence, counts or detail out of range");
    }
  }

  /// What is known about a listener.
  public enum State {
    /// Nothing has confirmed it yet. It may be reachable all the same.
    PUBLISHING,
    /// The network confirmed the publication in all places it asked.
    PUBLISHED,
    /// A link came in since the network last lost it: the strongest evidence there is.
    REACHABLE,
    /// It was better than it is: confirmed in part, or lost and being published again.
    DEGRADED,
    /// It was closed, for good.
    CLOSED
  }
}
