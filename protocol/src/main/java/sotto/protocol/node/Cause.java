package sotto.protocol.node;

import java.util.Optional;
import sotto.protocol.flood.Refusal;
import sotto.protocol.session.Rejection;
import sotto.protocol.wire.Malformed;

/// Why something from outside was refused; the public `Rejection` has the same names and says more.
public enum Cause {
  HANDSHAKES_BUSY,
  HANDSHAKE_UNFINISHED,
  HANDSHAKE_MALFORMED,
  HANDSHAKE_FORGED,
  HANDSHAKE_MISDIRECTED,
  SELF,
  SESSION_DUPLICATE,
  SESSIONS_FULL,
  FRAME_MALFORMED,
  FRAME_FORGED,
  MESSAGE_OVERSIZED,
  MESSAGE_MALFORMED,
  SIGNATURE_WRONG,
  ITEM_UNTIMELY,
  ITEM_NO_ROOM,
  ITEM_QUOTA,
  PEER_OUT_OF_TURN,
  PEER_QUOTA,
  OUTBOX_FULL,
  PEER_SILENT,
  LINK_BROKEN;

  /// Why a handshake failed, or nothing if the failure was nobody's fault but ours.
  static Optional<Cause> ofHandshake(Rejection rejection) {
    return switch (rejection) {
      case TRUNCATED, LINK_LOST, TIMED_OUT -> Optional.of(HANDSHAKE_UNFINISHED);
      case WRONG_ADDRESS -> Optional.of(HANDSHAKE_MISDIRECTED);
      case BAD_NOISE, BAD_PADDING, BAD_FRAME_SIZE, OVERSIZED, AFTER_END ->
          Optional.of(HANDSHAKE_MALFORMED);
      case FORGED_IDENTITY, FORGED_FRAME -> Optional.of(HANDSHAKE_FORGED);
      case SELF -> Optional.of(SELF);
      case LINK_BROKEN -> Optional.of(LINK_BROKEN);
      case WORN_OUT, CLOSED -> Optional.empty();
    };
  }

  /// Why a session ended, or nothing if nothing was refused: sessions and links end every day.
  static Optional<Cause> ofSession(Rejection rejection) {
    return switch (rejection) {
      case BAD_PADDING, BAD_FRAME_SIZE, AFTER_END, BAD_NOISE, WRONG_ADDRESS ->
          Optional.of(FRAME_MALFORMED);
      case FORGED_FRAME, FORGED_IDENTITY -> Optional.of(FRAME_FORGED);
      case OVERSIZED -> Optional.of(MESSAGE_OVERSIZED);
      case SELF -> Optional.of(SELF);
      case LINK_BROKEN -> Optional.of(LINK_BROKEN);
      case TRUNCATED, LINK_LOST, TIMED_OUT, WORN_OUT, CLOSED -> Optional.empty();
    };
  }

  /// Why a message was not understood.
  static Cause of(Malformed.Reason reason) {
    return switch (reason) {
      case TOO_LONG -> MESSAGE_OVERSIZED;
      case NOT_PROTOBUF, REPEATED_FIELD, BAD_IDS, ITEM_TOO_LONG, BAD_OWNER -> MESSAGE_MALFORMED;
      case BAD_SIGNATURE_LENGTH, BAD_TIMES, BAD_NUMBER -> MESSAGE_MALFORMED;
    };
  }

  /// Why an item was not taken.
  static Cause of(Refusal refusal) {
    return switch (refusal) {
      case EXPIRED, FROM_THE_FUTURE -> ITEM_UNTIMELY;
      case NO_ROOM -> ITEM_NO_ROOM;
      case SHARE_USED -> ITEM_QUOTA;
    };
  }
}
