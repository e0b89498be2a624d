package sotto.backend.tor.socks;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// A user name and a password, which tor takes as the name of an identity: streams with different
/// ones never share a circuit (`IsolateSOCKSAuth`).
///
/// @param user 1 to 255 ASCII characters
/// @param password 1 to 255 ASCII characters
public record Credentials(String user, String password) {

  private static final int SIZE_MAX = 255;

  /// Checks the lengths.
  public Credentials {
    if (!fits(user) || !fits(password)) {
      throw new IllegalArgumentException("a name and a password have 1 to 255 ASCII characters");
    }
  }

  byte[] userBytes() {
    return user.getBytes(US_ASCII);
  }

  byte[] passwordBytes() {
    return password.getBytes(US_ASCII);
  }

  @Override
  public String toString() {
    return "credentials:[redacted]";
  }

  private static boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= SIZE_MAX
        && text.chars().allMatch(character -> character > 0x20 && character < 0x7f);
  }
}
