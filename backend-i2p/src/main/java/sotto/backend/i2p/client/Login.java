package sotto.backend.i2p.client;

/// A user's name and password for a router's I2CP.
///
/// @param user 1 to 255 bytes in UTF-8
/// @param password 1 to 255 bytes in UTF-8
public record Login(String user, String password) {

  @Override
  public String toString() {
    return "login:[redacted]";
  }
}
