package sotto.spi;

/// How a network is, at one moment; see the rules S1 to S6 at [Network].
///
/// @param sequence grows with every change, from 0
/// @param phase what can be done now; the only part to decide by
/// @param percent 0 to 100, for people; it may fall
/// @param blockage what is in the way, or `NONE`
/// @param detail one line for people, without addresses or secrets; perhaps empty
public record NetworkStatus(
    long sequence, Phase phase, int percent, Blockage blockage, String detail) {

  /// The longest detail, in characters.
  public static final int DETAIL_MAX = 500;

  /// Checks the ranges.
  public NetworkStatus {
    if (sequence < 0 || percent < 0 || percent > 100 || detail.length() > DETAIL_MAX) {
      throw new IllegalArgumentException("sequence, percent or detail out of range");
    }
  }

  /// Tells whether dialling and listening are expected to work.
  ///
  /// @return whether the phase is `READY` or `DEGRADED`
  public boolean usable() {
    return phase == Phase.READY || phase == Phase.DEGRADED;
  }

  /// What can be done with a network.
  public enum Phase {
    /// It is on its way; wait.
    STARTING,
    /// It works.
    READY,
    /// It works in part; the blockage or the detail says what does not.
    DEGRADED,
    /// It does not work now, and the backend keeps trying.
    DOWN,
    /// It was closed, for good.
    CLOSED
  }

  /// What stands in the way.
  public enum Blockage {
    /// Nothing that the backend knows of.
    NONE,
    /// The daemon is not there or does not answer.
    NO_DAEMON,
    /// The daemon refused our credentials.
    AUTHENTICATION,
    /// The daemon is too old, or speaks another protocol.
    VERSION,
    /// The machine's clock is wrong; the detail says by how much.
    CLOCK_SKEW,
    /// The machine has no way out.
    NO_ROUTE,
    /// Somebody seems to be blocking the network.
    CENSORED,
    /// The machine slept, and the network is being verified.
    SUSPENDED
  }
}
