package sotto.protocol.wire;

/// Which application or channel an item belongs to: 32 bits that mean nothing to who relays them.
///
/// @param number the 32 bits
public record Topic(int number) {

  /// Says nothing about which topic it is.
  @Override
  public String toString() {
    return "topic:[redacted]";
  }
}
