package sotto.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What a signature is for. A signature made for one domain never holds in another.
public enum Domain {
  /// An item that floods.
  ITEM("item"),
  /// Whoever dialled proves its identity in a session's handshake.
  HANDSHAKE_DIALLER("handshake-dialler"),
  /// Whoever was dialled proves its identity in a session's handshake.
  HANDSHAKE_LISTENER("handshake-listener");

  private static final String PROTOCOL = "sotto1";

  private final String label;

  Domain(String label) {
    this.label = label;
  }

  /// Returns the bytes that are really signed for a message: u8 length ‖ `sotto1` ‖ u8 length ‖ the
  /// domain's label ‖ the message.
  Bytes frame(Bytes message) {
    return Bytes.concat(prefixed(PROTOCOL), prefixed(label), message);
  }

  private static Bytes prefixed(String text) {
    return Bytes.concat(Bytes.of((byte) text.length()), Bytes.owned(text.getBytes(US_ASCII)));
  }
}
