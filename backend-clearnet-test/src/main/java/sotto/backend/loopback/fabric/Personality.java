package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.Set;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.Trait;
import sotto.spi.Traits;

/// The habits of a network: what it promises, how slow it is, and how often it fails.
///
/// @param scheme the scheme of its addresses
/// @param traits what it promises
/// @param startup how long a node takes until it is ready
/// @param publication how long each place takes to confirm a listener
/// @param places how many places are asked to
/// @param dial how long a dial takes until it succeeds or fails
/// @param delay how long bytes are on their way, one way
/// @param bytesPerSecond how many bytes pass on a link, one way; 0 for any number
/// @param dialLoss the share of dials that fail though the peer is there, 0 to 1
/// @param linkLoss the share of writes at which the link dies, 0 to 1
public record Personality(
    String scheme,
    Traits traits,
    Span startup,
    Span publication,
    int places,
    Span dial,
    Span delay,
    long bytesPerSecond,
    double dialLoss,
    double linkLoss) {

  /// The most places that can be asked to publish.
  public static final int PLACES_MAX = 64;

  /// A network that does everything at once, and promises as much as one of this module can.
  public static final Personality INSTANT =
      new Personality(
          LoopbackProvider.SCHEME,
          instant(),
          Span.NONE,
          Span.NONE,
          3,
          Span.NONE,
          Span.NONE,
          0,
          0,
          0);

  /// A network like Tor: callers stay unknown, addresses have ports, and a new listener is
  /// published in eight places and reachable after seconds.
  public static final Personality TOR_LIKE =
      new Personality(
          LoopbackProvider.SCHEME,
          torLike(),
          Span.ofSeconds(5, 30),
          Span.ofSeconds(2, 20),
          8,
          Span.ofMillis(1_500, 8_000),
          Span.ofMillis(150, 450),
          250_000,
          0.02,
          0);

  /// A network like I2P: callers are known by their addresses, which have no ports, and the lease
  /// of a node that dies is found for ten minutes more.
  public static final Personality I2P_LIKE =
      new Personality(
          LoopbackProvider.SCHEME,
          i2pLike(),
          Span.ofSeconds(10, 60),
          Span.ofSeconds(1, 10),
          3,
          Span.ofMillis(2_000, 12_000),
          Span.ofMillis(200, 900),
          60_000,
          0.05,
          0);

  /// Checks the ranges.
  public Personality {
    if (places < 1 || places > PLACES_MAX || bytesPerSecond < 0) {
      throw new IllegalArgumentException("places or bytes per second out of range");
    }
    if (dialLoss < 0 || dialLoss > 1 || linkLoss < 0 || linkLoss > 1) {
      throw new IllegalArgumentException("a share is 0 to 1");
    }
  }

  /// Returns the same with another scheme, for tests with several networks.
  ///
  /// @param other the scheme
  /// @return a new personality
  public Personality withScheme(String other) {
    return new Personality(
        other,
        traits,
        startup,
        publication,
        places,
        dial,
        delay,
        bytesPerSecond,
        dialLoss,
        linkLoss);
  }

  /// Returns the same with other losses.
  ///
  /// @param dials the share of dials that fail, 0 to 1
  /// @param writes the share of writes at which a link dies, 0 to 1
  /// @return a new personality
  public Personality withLoss(double dials, double writes) {
    return new Personality(
        scheme, traits, startup, publication, places, dial, delay, bytesPerSecond, dials, writes);
  }

  /// Returns the same with other links.
  ///
  /// @param way how long bytes are on their way, one way
  /// @param rate how many bytes pass in a second, one way; 0 for any number
  /// @return a new personality
  public Personality withLinks(Span way, long rate) {
    return new Personality(
        scheme, traits, startup, publication, places, dial, way, rate, dialLoss, linkLoss);
  }

  /// Returns the same with other publications.
  ///
  /// @param each how long each place takes to confirm a listener
  /// @return a new personality
  public Personality withPublication(Span each) {
    return new Personality(
        scheme, traits, startup, each, places, dial, delay, bytesPerSecond, dialLoss, linkLoss);
  }

  /// Returns the same network as if all took less time, for tests in real time.
  ///
  /// @param factor how many times as fast, 1 or more
  /// @return a new personality
  public Personality faster(int factor) {
    var t = traits;
    var quick =
        new Traits(
            t.set(),
            t.dialTypical().dividedBy(factor),
            t.firstContact().dividedBy(factor),
            t.idleMax(),
            t.notFoundMemory().dividedBy(factor),
            t.staleAfterLoss().dividedBy(factor),
            t.listenersMax(),
            t.isolationsMax());
    return new Personality(
        scheme,
        quick,
        startup.dividedBy(factor),
        publication.dividedBy(factor),
        places,
        dial.dividedBy(factor),
        delay.dividedBy(factor),
        bytesPerSecond * factor,
        dialLoss,
        linkLoss);
  }

  private static Traits instant() {
    return Traits.fast(
        Trait.SOURCE_VISIBLE,
        Trait.PUBLISH_CONFIRMED,
        Trait.MULTI_LISTENER,
        Trait.SELF_DIAL,
        Trait.DIAL_CONFIRMED,
        Trait.DIAL_FROM_LISTENER,
        Trait.ADDRESS_PROOF,
        Trait.ABORT_SIGNAL);
  }

  private static Traits torLike() {
    return new Traits(
        Set.of(
            Trait.VIRTUAL_PORTS,
            Trait.PUBLISH_CONFIRMED,
            Trait.MULTI_LISTENER,
            Trait.SAME_KEY_MULTI_PORT,
            Trait.CLIENT_AUTH,
            Trait.SELF_DIAL,
            Trait.DIAL_CONFIRMED,
            Trait.ADDRESS_PROOF),
        Duration.ofSeconds(4),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ZERO,
        Duration.ofHours(3),
        64,
        1024);
  }

  private static Traits i2pLike() {
    return new Traits(
        Set.of(
            Trait.SOURCE_VISIBLE,
            Trait.PUBLISH_CONFIRMED,
            Trait.MULTI_LISTENER,
            Trait.DIAL_CONFIRMED,
            Trait.DIAL_FROM_LISTENER,
            Trait.ADDRESS_PROOF),
        Duration.ofSeconds(6),
        Duration.ofSeconds(90),
        Duration.ofHours(1),
        Duration.ZERO,
        Duration.ofMinutes(10),
        16,
        64);
  }
}
