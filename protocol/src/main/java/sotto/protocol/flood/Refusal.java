package sotto.protocol.flood;

/// Why an item was not taken. None of these is a fault that a relay could have seen for certain.
public enum Refusal {
  /// Its time is over.
  EXPIRED,
  /// It claims to be made in the future.
  FROM_THE_FUTURE,
  /// The store is full of items that live longer.
  NO_ROOM,
  /// Its owner has its share of the store already.
  SHARE_USED
}
