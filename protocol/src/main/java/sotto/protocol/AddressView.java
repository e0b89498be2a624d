package sotto.protocol;

import sotto.spi.Address;

/// An address that a node remembers and keeps a session with, at one moment.
///
/// @param address where a peer should be
/// @param state whether there is a session
/// @param failures how many times in a row it could not be reached
/// @param detail why it was not reached when last tried, for people; empty if it was
public record AddressView(Address address, State state, int failures, String detail) {

  /// Whether there is a session with an address.
  public enum State {
    /// There is.
    CONNECTED,
    /// It is being dialled.
    DIALLING,
    /// It will be dialled again.
    WAITING
  }
}
