package sotto.protocol;

/// How much a node may use.
///
/// @param sessions how many sessions at once, 1 to [#SESSIONS_MAX]
/// @param storeBytes how many bytes of items are kept, at least [#STORE_BYTES_MIN]
public record NodeLimits(int sessions, long storeBytes) {

  /// The most sessions that can be asked for: each costs two virtual threads and its buffers.
  public static final int SESSIONS_MAX = 1024;

  /// The least store that can be asked for, in bytes: some items of the largest size.
  public static final long STORE_BYTES_MIN = 1024 * 1024;

  private static final NodeLimits STANDARD = new NodeLimits(64, 64 * 1024 * 1024);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public NodeLimits {
    if (sessions < 1 || sessions > SESSIONS_MAX) {
      throw new IllegalArgumentException("a node has 1 to " + SESSIONS_MAX + " sessions");
    }
    if (storeBytes < STORE_BYTES_MIN) {
      throw new IllegalArgumentException("a store has at least " + STORE_BYTES_MIN + " bytes");
    }
  }

  /// Returns what suits a desktop machine: 64 sessions, 64 MiB of items.
  ///
  /// @return the limits
  public static NodeLimits standard() {
    return STANDARD;
  }
}
