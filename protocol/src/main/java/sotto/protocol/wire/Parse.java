package sotto.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import sotto.protocol.wire.Malformed.Reason;

/// Protobuf with the two rules of ours that it does not have: no field, and no two of a oneof,
/// occur twice, and what is read costs memory in proportion to its length.
///
/// Both come from one walk over the bytes before anything is built from them. Without it, a message
/// of many two-byte fields that replace each other would allocate fifty times its length, and two
/// readers could take different ones of two values for the message.
final class Parse {

  private Parse() {}

  /// Parses bytes that nobody changes any more; what is returned may share them.
  static <M extends Message> M strictly(byte[] bytes, Parser<M> parser, Descriptor type)
      throws Malformed {
    var shared = UnsafeByteOperations.unsafeWrap(bytes);
    try {
      walk(shared.newCodedInput(), type);
      var input = shared.newCodedInput();
      input.enableAliasing(true);
      return DiscardUnknownFieldsParser.wrap(parser).parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw new Malformed(Reason.NOT_PROTOBUF);
    } catch (IOException e) {
      throw new AssertionError("an array can always be read", e);
    }
  }

  private static void walk(CodedInputStream input, Descriptor type) throws IOException, Malformed {
    var seen = 0L;
    for (var tag = input.readTag(); tag != 0; tag = input.readTag()) {
      var field = type.findFieldByNumber(tag >>> 3);
      if (field == null) {
        input.skipField(tag);
        continue;
      }
      var bit = 1L << placeOf(field);
      if ((seen & bit) != 0) {
        throw new Malformed(Reason.REPEATED_FIELD);
      }
      seen |= bit;
      if (field.getType() == FieldDescriptor.Type.MESSAGE && (tag & 7) == 2) {
        var outer = input.pushLimit(input.readRawVarint32());
        walk(input, field.getMessageType());
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
  }

  /// Returns which of 64 places a field takes: its own, or the one that all of a oneof share.
  private static int placeOf(FieldDescriptor field) {
    var shared = field.getContainingOneof();
    return shared == null ? field.getIndex() : Long.SIZE - 1 - shared.getIndex();
  }
}
