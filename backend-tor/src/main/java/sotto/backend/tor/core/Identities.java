package sotto.backend.tor.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sotto.backend.tor.socks.Credentials;
import sotto.spi.Isolation;
import sotto.spi.backend.SharedRandom;
import sotto.spi.backend.Transcript;

/// SOCKS credentials for each identity (I1, I2). The same label gives the same ones for as long as
/// the network is open, so that circuits are used again, and says nothing about the label (I6).
final class Identities {

  private static final int SECRET_SIZE = 32;
  private static final String USER = "sotto";

  private final SharedRandom random;
  private final byte[] secret;

  Identities(SharedRandom random) {
    this.random = random;
    this.secret = random.bytes(SECRET_SIZE);
  }

  Credentials of(Isolation isolation) {
    return switch (isolation) {
      case Isolation.Shared _ -> credentials(hash("shared", ""));
      case Isolation.Labelled(var label) -> credentials(hash("labelled", label));
      case Isolation.Fresh _, Isolation.As _ -> credentials(random.bytes(SECRET_SIZE));
    };
  }

  private byte[] hash(String kind, String label) {
    try {
      var message = Transcript.of(kind, secret, label.getBytes(UTF_8));
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static Credentials credentials(byte[] name) {
    return new Credentials(USER, HexFormat.of().formatHex(name));
  }
}
