package sotto.backend.i2p.router;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sotto.spi.NetworkException.ConfigRejected;

/// The names of the settings, and the modes that they belong to. Pure.
final class SettingNames {

  private static final Set<String> ALWAYS =
      Set.of("mode", "tunnels.length", "tunnels.quantity", "leaseset");
  private static final Set<String> ATTACH = Set.of("i2cp", "i2cp.user", "i2cp.password");
  private static final Set<String> EMBEDDED =
      Set.of(
          "router.directory",
          "router.port",
          "router.properties",
          "router.seeds",
          "router.reseed",
          "keep");

  private SettingNames() {}

  /// Passes names that exist.
  ///
  /// @throws ConfigRejected if one does not; the message lists those that do
  static void check(Collection<String> names) throws ConfigRejected {
    for (var name : new TreeSet<>(names)) {
      if (!known().contains(name)) {
        throw new ConfigRejected(
            name,
            "The I2P backend has no such setting. What to do: use one of "
                + String.join(", ", known())
                + ".");
      }
    }
  }

  /// Passes names that have an effect in this mode.
  ///
  /// @throws ConfigRejected if one has none
  static void check(Collection<String> names, Mode mode) throws ConfigRejected {
    var fitting =
        switch (mode) {
          case ATTACH -> ATTACH;
          case EMBEDDED -> EMBEDDED;
        };
    for (var name : new TreeSet<>(names)) {
      if (!fitting.contains(name) && !ALWAYS.contains(name)) {
        throw new ConfigRejected(
            name,
            "This setting has no effect with mode="
                + mode.name().toLowerCase(Locale.ROOT)
                + ". What to do: remove it, or choose the mode that it is for.");
      }
    }
  }

  private static List<String> known() {
    return Stream.of(ALWAYS, ATTACH, EMBEDDED).flatMap(Set::stream).sorted().toList();
  }
}
