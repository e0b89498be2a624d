package sotto.protocol;

/// Why a node refused something that came from outside. Each refusal is counted under exactly one
/// of these; [NodeStatus#rejections] has the counts.
public enum Rejection {
  /// A link was closed because too many others were still proving who they are.
  HANDSHAKES_BUSY,
  /// A link did not finish its handshake in time, or was lost before.
  HANDSHAKE_UNFINISHED,
  /// A handshake made no sense.
  HANDSHAKE_MALFORMED,
  /// A handshake was well-formed and its proof was wrong.
  HANDSHAKE_FORGED,
  /// A peer speaks a protocol that we do not.
  VERSION_UNKNOWN,
  /// A link led back to ourselves.
  SELF,
  /// A peer had a session already.
  SESSION_DUPLICATE,
  /// There were as many sessions as there may be.
  SESSIONS_FULL,
  /// A frame or message was longer than it may be.
  OVERSIZED,
  /// A frame was not sealed by the peer.
  FRAME_FORGED,
  /// A message made no sense.
  MESSAGE_MALFORMED,
  /// An item's signature was wrong.
  SIGNATURE_WRONG,
  /// An item's time was over, or had not come.
  ITEM_UNTIMELY,
  /// An item was superseded by one we have.
  ITEM_SUPERSEDED,
  /// An item did not fit into its owner's or its topic's share.
  ITEM_QUOTA,
  /// A peer sent or asked for more than its share.
  PEER_QUOTA,
  /// A peer did not take what was sent to it.
  OUTBOX_FULL,
  /// A peer was silent for too long.
  PEER_SILENT
}
