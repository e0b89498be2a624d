package sotto.backend.i2p.client;

/// How many tunnels a session has, and how long they are.
///
/// @param length hops, 0 to 7
/// @param quantity tunnels in each direction, 1 to 16
public record Tuning(int length, int quantity) {

  /// The most hops that I2P allows.
  public static final int LENGTH_MAX = 7;

  /// The most tunnels that fit into a lease set.
  public static final int QUANTITY_MAX = 16;

  /// Checks the ranges.
  public Tuning {
    if (length < 0 || length > LENGTH_MAX || quantity < 1 || quantity > QUANTITY_MAX) {
      throw new IllegalArgumentException("length or quantity out of range");
    }
  }
}
