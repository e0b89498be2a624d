package sotto.backend.tor.control;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sotto.spi.Secret;

/// What we may log in with, and which tors are good enough.
///
/// The way is chosen when tor says what it takes: `SAFECOOKIE`, then `COOKIE`, then a password,
/// then nothing at all. Immutable; it does not own the password.
public final class Login {

  private final @Nullable Path cookie;
  private final @Nullable Secret password;
  private final TorVersion oldest;

  private Login(@Nullable Path cookie, @Nullable Secret password, TorVersion oldest) {
    this.cookie = cookie;
    this.password = password;
    this.oldest = oldest;
  }

  /// Returns a login with whatever tor offers, without a password, to a supported tor.
  ///
  /// @return the login
  public static Login offered() {
    return new Login(null, null, TorVersion.SUPPORTED);
  }

  /// Returns the same with a cookie file other than the one that tor names.
  ///
  /// @param file where it is
  /// @return a new login
  public Login withCookie(Path file) {
    return new Login(file, password, oldest);
  }

  /// Returns the same with a password.
  ///
  /// @param secret the password's bytes
  /// @return a new login
  public Login withPassword(Secret secret) {
    return new Login(cookie, secret, oldest);
  }

  /// Returns the same for tors that are past their support, too.
  ///
  /// @return a new login
  public Login allowingOld() {
    return new Login(cookie, password, new TorVersion(0, 0, 0, 0));
  }

  Optional<Path> cookie() {
    return Optional.ofNullable(cookie);
  }

  Optional<Secret> password() {
    return Optional.ofNullable(password);
  }

  TorVersion oldest() {
    return oldest;
  }

  @Override
  public String toString() {
    return "login:[redacted]";
  }
}
