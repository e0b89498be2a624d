package sotto.protocol.node;

/// Why something from outside was refused; the public `Rejection` has the same names and says more.
public enum Cause {
  HANDSHAKES_BUSY,
  HANDSHAKE_UNFINISHED,
  HANDSHAKE_MALFORMED,
  HANDSHAKE_FORGED,
  VERSION_UNKNOWN,
  SELF,
  SESSION_DUPLICATE,
  SESSIONS_FULL,
  OVERSIZED,
  FRAME_FORGED,
  MESSAGE_MALFORMED,
  SIGNATURE_WRONG,
  ITEM_UNTIMELY,
  ITEM_SUPERSEDED,
  ITEM_QUOTA,
  PEER_QUOTA,
  OUTBOX_FULL,
  PEER_SILENT
}
