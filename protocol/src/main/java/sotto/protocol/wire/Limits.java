package sotto.protocol.wire;

import java.time.Duration;

/// Every limit of the wire, in one place.
public final class Limits {

  /// The longest message, in bytes: the longest item and room for what surrounds it.
  public static final int MESSAGE_MAX = 68 * 1024;

  /// The longest body of an item, in bytes. Longer ones would hold up everything behind them: over
  /// Tor, 64 KiB already take a second.
  public static final int BODY_MAX = 64 * 1024;

  /// The longest payload of an item, in bytes: a body, and 256 bytes for the fields of today (at
  /// most 80) and of the future.
  public static final int PAYLOAD_MAX = BODY_MAX + 256;

  /// The most ids in one message: 16 KiB of them, which is one large frame.
  public static final int IDS_MAX = 512;

  /// How far in the future an item may have been made: clocks of ordinary machines differ by
  /// minutes.
  public static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  /// The longest life of an item. What must live longer is published again by someone who still
  /// wants it.
  public static final Duration TTL_MAX = Duration.ofDays(30);

  /// The shortest life of an item: times on the wire are in whole seconds.
  public static final Duration TTL_MIN = Duration.ofSeconds(1);

  /// The latest moment an item may have been made, in seconds since 1970: the end of the year 9999,
  /// so that adding a life to it never overflows anything.
  public static final long CREATED_SECONDS_MAX = 253_402_300_799L;

  /// The highest sequence number: they have 32 bits.
  public static final long SEQUENCE_MAX = 0xffff_ffffL;

  private Limits() {}
}
