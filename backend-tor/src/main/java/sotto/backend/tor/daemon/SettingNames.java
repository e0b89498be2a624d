package sotto.backend.tor.daemon;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sotto.spi.NetworkException.ConfigRejected;

/// The names of the settings, and the modes that they belong to. Pure.
final class SettingNames {

  /// What begins the name of a pluggable transport's setting.
  static final String TRANSPORT = "transport.";

  private static final Set<String> ALWAYS = Set.of("mode", "listen", "pow");
  private static final Set<String> ATTACH =
      Set.of("control", "socks", "control.cookie", "control.password");
  private static final Set<String> SPAWN = Set.of("torrc", "bridges", TRANSPORT + "NAME");
  private static final String BINARY = "binary";

  private SettingNames() {}

  /// Passes names that exist.
  ///
  /// @throws ConfigRejected if one does not; the message names the nearest that does
  static void check(Collection<String> names) throws ConfigRejected {
    for (var name : new TreeSet<>(names)) {
      if (!known().contains(name) && !name.startsWith(TRANSPORT)) {
        throw new ConfigRejected(
            name,
            "The Tor backend has no such setting. What to do: check its name; the nearest is "
                + nearest(name)
                + ".");
      }
    }
  }

  /// Passes names that have an effect in this mode.
  ///
  /// @throws ConfigRejected if one has none
  static void check(Collection<String> names, Mode mode) throws ConfigRejected {
    for (var name : new TreeSet<>(names)) {
      var fits =
          switch (mode) {
            case ATTACH -> ATTACH.contains(name);
            case SYSTEM -> isSpawn(name) || name.equals(BINARY);
            case BUNDLED -> isSpawn(name);
          };
      if (!fits && !ALWAYS.contains(name)) {
        throw new ConfigRejected(
            name,
            "This setting has no effect with mode="
                + mode.name().toLowerCase(Locale.ROOT)
                + ". What to do: remove it, or choose the mode that it is for.");
      }
    }
  }

  /// Tells whether a setting is for a tor that we spawn.
  static boolean isSpawn(String name) {
    return SPAWN.contains(name) || name.startsWith(TRANSPORT);
  }

  /// Tells whether a setting is for a tor that runs already.
  static boolean isAttach(String name) {
    return ATTACH.contains(name);
  }

  private static List<String> known() {
    return Stream.of(ALWAYS, ATTACH, SPAWN, Set.of(BINARY)).flatMap(Set::stream).sorted().toList();
  }

  private static String nearest(String name) {
    return known().stream()
        .min(Comparator.comparingInt(known -> distance(name, known)))
        .orElseThrow();
  }

  /// How many characters must be put in, taken out or changed to make one of the other.
  private static int distance(String one, String other) {
    // A name that is much longer than any of ours is as far away as one can be.
    var left = one.substring(0, Math.min(one.length(), 100));
    var row = new int[other.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= left.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var changed = diagonal + (left.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[other.length()];
  }
}
