package sotto.backend.tor.fake;

/// A path that streams shared, because they had the same SOCKS credentials and went to the same
/// onion.
///
/// @param key what they had in common
/// @param streams how many went over it
public record Circuit(Key key, int streams) {

  /// What keeps streams apart.
  ///
  /// @param user the SOCKS user name, empty if there was none
  /// @param password the SOCKS password, empty if there was none
  /// @param onion the name of the onion service, without `.onion`
  public record Key(String user, String password, String onion) {}
}
