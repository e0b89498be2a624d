package sotto.protocol;

import java.util.HashMap;
import java.util.Map;
import sotto.spi.NetworkProvider;

/// A network that a node is to run on.
///
/// @param provider the backend
/// @param settings the user's settings for it, by name, as the backend documents them
/// @param listen whether peers can reach the node there; a node that does not listen can still dial
public record NetworkChoice(
    NetworkProvider provider, Map<String, String> settings, boolean listen) {

  /// Copies the settings.
  public NetworkChoice {
    settings = Map.copyOf(settings);
  }

  /// Returns a network with a backend's own settings, to dial and to listen on.
  ///
  /// @param provider the backend, such as `NetworkProvider.of("tor")`
  /// @return the choice
  public static NetworkChoice of(NetworkProvider provider) {
    return new NetworkChoice(provider, Map.of(), true);
  }

  /// Returns the same with one setting more.
  ///
  /// @param name the setting's name, such as `control.port`
  /// @param value its value
  /// @return a new choice
  public NetworkChoice with(String name, String value) {
    var more = new HashMap<>(settings);
    more.put(name, value);
    return new NetworkChoice(provider, more, listen);
  }

  /// Returns the same without a listener: the node dials and cannot be dialled.
  ///
  /// @return a new choice
  public NetworkChoice dialOnly() {
    return new NetworkChoice(provider, settings, false);
  }

  /// Names neither values nor directories.
  @Override
  public String toString() {
    return "NetworkChoice[" + provider.scheme() + " " + settings.keySet() + "]";
  }
}
