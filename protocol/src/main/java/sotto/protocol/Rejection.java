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
  /// A handshake was made for another address, network or version of the protocol than ours.
  HANDSHAKE_MISDIRECTED,
  /// A link led back to ourselves.
  SELF,
  /// A peer had a session already.
  SESSION_DUPLICATE,
  /// There were as many sessions as there may be.
  SESSIONS_FULL,
  /// A frame had a length or padding that no frame has.
  FRAME_MALFORMED,
  /// A frame was not sealed by the peer, or was altered, replayed or reordered.
  FRAME_FORGED,
  /// A message was announced that is longer than it may be.
  MESSAGE_OVERSIZED,
  /// A message made no sense.
  MESSAGE_MALFORMED,
  /// An item's signature was wrong.
  SIGNATURE_WRONG,
  /// An item's time was over, or had not come.
  ITEM_UNTIMELY,
  /// An item did not fit: the store is full of items that live longer.
  ITEM_NO_ROOM,
  /// An item did not fit into its owner's share.
  ITEM_QUOTA,
  /// A peer offered or asked when it was not its turn.
  PEER_OUT_OF_TURN,
  /// A peer sent more that is of no use than an honest peer could.
  PEER_QUOTA,
  /// A peer did not take what was sent to it.
  OUTBOX_FULL,
  /// A peer was silent for too long.
  PEER_SILENT,
  /// A backend did with a link what no link may do; no peer is to blame.
  LINK_BROKEN
}
