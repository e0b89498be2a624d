package sotto.protocol.flood;

/// A rule that a peer broke though it could have kept it.
public enum Offence {
  /// A page came that is not the next one, or came before the last one was answered.
  PAGE_OUT_OF_TURN,
  /// An answer came to a page that was never sent, or was answered already.
  ANSWER_OUT_OF_TURN
}
