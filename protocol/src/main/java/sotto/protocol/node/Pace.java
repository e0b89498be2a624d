package sotto.protocol.node;

import java.time.Duration;
import sotto.spi.Traits;

/// How patient a node is on one network, from what the network says about itself.
///
/// @param dial how long a dial may take
/// @param handshake how long a link may take to become a session
/// @param ping how long a session may be unused before the peer is asked whether it is there
/// @param silence how long a session may bring nothing before the peer is taken for dead
/// @param write how long a peer may take to take what is sent to it
record Pace(Duration dial, Duration handshake, Duration ping, Duration silence, Duration write) {

  /// The least patience with a dial or a handshake: a machine under load is slow by itself.
  static final Duration PATIENCE_MIN = Duration.ofSeconds(10);

  /// The most patience with a dial: Tor gives up after 120 s itself.
  static final Duration DIAL_MAX = Duration.ofMinutes(2);

  /// The most patience with a handshake: three trips on a bad day of the slowest network.
  static final Duration HANDSHAKE_MAX = Duration.ofSeconds(60);

  /// The longest time between signs of life: half of what common middle boxes and daemons allow.
  static final Duration PING_MAX = Duration.ofSeconds(90);

  /// The shortest time between signs of life, whatever a network says of itself.
  static final Duration PING_MIN = Duration.ofSeconds(1);

  /// How many dials' worth of time a dial may take on a bad day.
  private static final int DIAL_FACTOR = 4;

  static Pace of(Traits traits) {
    var dial = clamp(traits.dialTypical().multipliedBy(DIAL_FACTOR), PATIENCE_MIN, DIAL_MAX);
    var handshake =
        clamp(traits.dialTypical().multipliedBy(DIAL_FACTOR), PATIENCE_MIN, HANDSHAKE_MAX);
    var ping = clamp(traits.idleMax().dividedBy(3), PING_MIN, PING_MAX);
    return new Pace(dial, handshake, ping, ping.multipliedBy(3), ping.multipliedBy(2));
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }
}
