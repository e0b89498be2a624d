package sotto.protocol.node;

/// Where events go: the loop's inbox, seen from the rim.
interface Inbox {

  /// Adds an event, and waits while there is no room.
  ///
  /// @return whether it was accepted; false once the node closes
  boolean post(NodeEvent event) throws InterruptedException;
}
