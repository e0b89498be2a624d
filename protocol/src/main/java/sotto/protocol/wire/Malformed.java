package sotto.protocol.wire;

/// A message that breaks the rules of the wire, which whoever sent it could have known.
///
/// It says why for counters, and nothing about the message itself.
public final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /// Says why.
  ///
  /// @param reason the rule that was broken
  public Malformed(Reason reason) {
    super("a malformed message: " + reason, null, false, false);
    this.reason = reason;
  }

  /// Returns which rule was broken.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// The rules that a message can break.
  public enum Reason {
    /// It is longer than [Limits#MESSAGE_MAX]; it was not looked into.
    TOO_LONG,
    /// It is not what protobuf writes: it ends too early, nests too deeply, or says nonsense.
    NOT_PROTOBUF,
    /// A field occurs twice.
    REPEATED_FIELD,
    /// A list of ids is longer than [Limits#IDS_MAX] ids, or does not consist of whole ids.
    BAD_IDS,
    /// An item's payload is longer than [Limits#PAYLOAD_MAX], or its body than [Limits#BODY_MAX].
    ITEM_TOO_LONG,
    /// An item's owner is not a key that can sign.
    BAD_OWNER,
    /// An item's signature has not 64 bytes.
    BAD_SIGNATURE_LENGTH,
    /// An item's times are outside of what [Limits] allows.
    BAD_TIMES,
    /// A number is outside of its range.
    BAD_NUMBER
  }
}
