package sotto.backend.tor.fake;

/// How a tor is configured, as far as it is not asked to change by its controller.
///
/// @param cookie whether it lets in who has read its cookie
/// @param password the password that it lets in, or nothing if it knows none
/// @param networkDisabled whether it begins with `DisableNetwork 1`
/// @param proofOfWork whether it was built with the proof-of-work defence
/// @param hanging whether streams over a circuit to a service that is gone hang, as with the real
///   tor, instead of failing at once
/// @param version what it calls itself
public record Setup(
    boolean cookie,
    String password,
    boolean networkDisabled,
    boolean proofOfWork,
    boolean hanging,
    String version) {

  /// The release whose conversations the fake was made from.
  static final String VERSION = "0.4.9.11";

  /// Returns a tor with a cookie.
  ///
  /// @return what most tors are like
  public static Setup ordinary() {
    return new Setup(true, "", false, true, false, VERSION);
  }

  /// Returns the same with a password besides.
  ///
  /// @param secret the password
  /// @return the setup
  public Setup withPassword(String secret) {
    return new Setup(cookie, secret, networkDisabled, proofOfWork, hanging, version);
  }

  /// Returns the same without a cookie.
  ///
  /// @return the setup
  public Setup withoutCookie() {
    return new Setup(false, password, networkDisabled, proofOfWork, hanging, version);
  }

  /// Returns the same with `DisableNetwork 1`.
  ///
  /// @return the setup
  public Setup withNetworkDisabled() {
    return new Setup(cookie, password, true, proofOfWork, hanging, version);
  }

  /// Returns the same as built without the proof-of-work defence.
  ///
  /// @return the setup
  public Setup withoutProofOfWork() {
    return new Setup(cookie, password, networkDisabled, false, hanging, version);
  }

  /// Returns the same of another release.
  ///
  /// @param other what it calls itself
  /// @return the setup
  public Setup withVersion(String other) {
    return new Setup(cookie, password, networkDisabled, proofOfWork, hanging, other);
  }

  /// Returns the same, in which streams over a circuit to a service that is gone hang.
  ///
  /// @return the setup
  public Setup withHangingCircuits() {
    return new Setup(cookie, password, networkDisabled, proofOfWork, true, version);
  }

  boolean open() {
    return !cookie && password.isEmpty();
  }
}
