package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackKey;

/// What the registry says about one listener: at which port its door is, signed by its key.
///
/// The signature keeps another process from claiming the address. It does not keep an old entry
/// from coming back; whoever follows one learns from the door's own answer whether it is the peer.
///
/// @param port 1 to 65535
/// @param directory the address's directory
/// @param name the file's name, which tells two entries of one key apart
record Entry(int port, Path directory, String name) {

  /// How many random bytes a name stands for.
  static final int NONCE_SIZE = 16;

  /// How long the file is: a port and a signature.
  static final int SIZE = 2 + LoopbackKey.SIGNATURE_SIZE;

  private static final String DOMAIN = "sotto/loopback/entry";

  Path file() {
    return directory.resolve(name);
  }

  byte[] encode(LoopbackKey key) {
    var signature = key.sign(DOMAIN, key.id(), head());
    return ByteBuffer.allocate(SIZE).putShort((short) port).put(signature).array();
  }

  /// Reads an entry that anybody may have written.
  static Optional<Entry> decode(byte[] bytes, Path file) {
    var port = bytes.length == SIZE ? ByteBuffer.wrap(bytes).getShort() & 0xffff : 0;
    return port == 0
        ? Optional.empty()
        : Optional.of(new Entry(port, file.resolveSibling(""), file.getFileName().toString()));
  }

  /// Tells whether the bytes that this was read from were signed by a key.
  boolean isSignedBy(byte[] id, byte[] bytes) {
    return LoopbackKey.verify(id, Arrays.copyOfRange(bytes, 2, SIZE), DOMAIN, id, head());
  }

  private byte[] head() {
    var text = name.getBytes(US_ASCII);
    return ByteBuffer.allocate(2 + text.length).putShort((short) port).put(text).array();
  }
}
