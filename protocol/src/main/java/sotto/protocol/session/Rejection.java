package sotto.protocol.session;

/// Why a session did not come about, or ended other than properly. Made for counting: it says
/// nothing of who it was.
public enum Rejection {
  /// The first message was made for another address, network or protocol version than ours.
  WRONG_ADDRESS,
  /// A handshake message does not decrypt, or has a key of small order.
  BAD_NOISE,
  /// The peer did not prove the identity that it claims.
  FORGED_IDENTITY,
  /// The peer is ourselves.
  SELF,
  /// Something other than zeros follows what is used of a handshake message or frame, or more is
  /// used than there is.
  BAD_PADDING,
  /// A frame has a length that no frame has.
  BAD_FRAME_SIZE,
  /// A frame does not decrypt: it was altered, replayed, reordered or reflected.
  FORGED_FRAME,
  /// A message is announced that is longer than a message may be.
  OVERSIZED,
  /// A frame goes on after the end of the session.
  AFTER_END,
  /// The link ended although the peer had not closed the session.
  TRUNCATED,
  /// The network lost the link.
  LINK_LOST,
  /// The backend did with the link what no link may do.
  LINK_BROKEN,
  /// The handshake was not over in time.
  TIMED_OUT,
  /// The session carried as many frames as a session may.
  WORN_OUT,
  /// We closed the session, or interrupted a thread that was using it.
  CLOSED
}
