package sotto.node.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// What a client shows to prove that it may read the data directory: 32 random bytes in
/// hexadecimal, new at every start of the node.
///
/// @param text 64 hexadecimal digits
record Token(String text) {

  private static final int BYTES = 32;

  static Token fresh(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  static Token read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new Token(new String(in.readNBytes(BYTES * 2), US_ASCII));
    }
  }

  /// Writes the token where only its owner can read it, at no moment in part or to others.
  void write(Path file) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text, US_ASCII);
    Files.move(next, file, ATOMIC_MOVE);
  }

  /// Compares in a time that does not depend on where two tokens differ.
  boolean matches(String other) {
    return MessageDigest.isEqual(text.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  @Override
  public String toString() {
    return "token:[redacted]";
  }
}
