package sotto.backend.tor.daemon;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import sotto.backend.tor.daemon.Binary.Unusable;

/// Where tors in jars are: resources of the class path, by two layouts. The first is ours, of
/// `docs/tor-binary-jar.md`; the second is that of `org.briarproject:tor-linux`, without hashes.
final class Bundles {

  /// The most that are looked at: a class path has one.
  static final int FOUND_MAX = 4;

  private static final Map<String, String> MACHINES =
      Map.of(
          "amd64", "x86_64", "x86_64", "x86_64", "aarch64", "aarch64", "arm64", "aarch64", "arm",
          "armhf");

  private Bundles() {}

  /// Where one is.
  ///
  /// @param listed whether it is a list of hashes, or a lone program
  record Place(URL url, boolean listed) {

    /// Reads what a tor there should be.
    Bundle read() throws Unusable {
      return listed ? Bundle.listed(url) : Bundle.alone(url);
    }
  }

  /// Returns the places for this machine, those with hashes first.
  static List<Place> found() {
    var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    var listed = resources("META-INF/sotto/tor/" + platform + "/SHA256SUMS");
    var lone =
        platform.startsWith("linux-")
            ? resources(platform.substring("linux-".length()) + "/tor")
            : List.<URL>of();
    return Stream.concat(
            listed.stream().map(url -> new Place(url, true)),
            lone.stream().map(url -> new Place(url, false)))
        .limit(FOUND_MAX)
        .toList();
  }

  /// Returns a machine's name in a jar.
  ///
  /// @param os such as `Linux` or `Mac OS X`
  /// @param arch such as `amd64` or `aarch64`
  /// @return such as `linux-x86_64`
  static String platform(String os, String arch) {
    var system = os.toLowerCase(Locale.ROOT);
    var name = system.startsWith("mac") ? "macos" : system.replaceFirst("[^a-z].*", "");
    return name + "-" + MACHINES.getOrDefault(arch, arch);
  }

  /// Asks every class loader in play: jars may be where the backend is, where the program is, or
  /// where the caller is.
  private static List<URL> resources(String name) {
    var loaders =
        Stream.of(
                Thread.currentThread().getContextClassLoader(),
                Bundles.class.getClassLoader(),
                ClassLoader.getSystemClassLoader())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    Set<String> seen = new LinkedHashSet<>();
    return loaders.stream()
        .flatMap(loader -> in(loader, name))
        // The same jar seen by two loaders; a URL's own comparison would look hosts up.
        .filter(url -> seen.add(url.toString()))
        .toList();
  }

  private static Stream<URL> in(ClassLoader loader, String name) {
    try {
      return Collections.list(loader.getResources(name)).stream();
    } catch (IOException e) {
      // A class path that cannot be read has no tor for us.
      return Stream.empty();
    }
  }
}
