package sotto.gates.planted.protocol.flood;

import com.google.protobuf.ByteString;

/// A planted violation.
public final class SpeaksProtobuf {
  public int length(ByteString bytes) {
    return bytes.size();
  }
}
