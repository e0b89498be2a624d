package sotto.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import sotto.spi.NetworkException.NoBackend;

/// The backends that a class loader sees, and the errors that help when one is missing.
final class Backends {

  private static final String HOW_TO_ADD =
      " What to do: put the backend's jar, such as sotto-backend-%s.jar, on the class path or into"
          + " the node's backends/ directory.";

  private Backends() {}

  static List<NetworkProvider> in(ClassLoader loader) throws NoBackend {
    var found = new ArrayList<NetworkProvider>();
    try {
      ServiceLoader.load(NetworkProvider.class, loader).forEach(found::add);
      found.sort(Comparator.comparing(NetworkProvider::scheme));
      refuseTwins(found);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new NoBackend(
          "A backend's jar is on the class path but cannot be loaded: "
              + e.getMessage()
              + ". What to do: remove the jar, or use one built for this version of Sotto.",
          e);
    }
    return List.copyOf(found);
  }

  static NetworkProvider of(String scheme, List<NetworkProvider> found) throws NoBackend {
    for (var provider : found) {
      if (provider.scheme().equals(scheme)) {
        return provider;
      }
    }
    throw new NoBackend(
        "No backend for '" + scheme + "'. " + list(found) + HOW_TO_ADD.formatted(scheme), null);
  }

  static NetworkProvider only(List<NetworkProvider> found) throws NoBackend {
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new NoBackend("No backend. " + list(found) + HOW_TO_ADD.formatted("tor"), null);
      default ->
          throw new NoBackend(
              "More than one backend, and none was chosen. "
                  + list(found)
                  + " What to do: name one.",
              null);
    };
  }

  private static String list(List<NetworkProvider> found) {
    return found.isEmpty()
        ? "None was found on the class path."
        : found.stream()
            .map(NetworkProvider::scheme)
            .collect(Collectors.joining(", ", "Found: ", "."));
  }

  private static void refuseTwins(List<NetworkProvider> found) throws NoBackend {
    Map<String, NetworkProvider> seen = new HashMap<>();
    for (var provider : found) {
      var twin = seen.put(provider.scheme(), provider);
      if (twin != null) {
        throw new NoBackend(
            "Two backends claim the scheme '%s': %s and %s. What to do: remove one of the jars."
                .formatted(
                    provider.scheme(), twin.getClass().getName(), provider.getClass().getName()),
            null);
      }
    }
  }
}
