package sotto.backend.tor.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import sotto.backend.tor.control.TorVersion;
import sotto.backend.tor.daemon.Binary.Unusable;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// The tors that could be spawned, and the choice among them.
///
/// A tor that is past its support is used only where it was asked for by name: the system's by
/// `binary`, one from a jar by `mode=bundled`, for whoever put a single jar there and chose that
/// mode has named it.
public final class Survey {

  /// One that was found, or why it cannot be used.
  private record Candidate(
      Mode way, @Nullable Binary binary, @Nullable Bundle bundle, String trouble) {}

  /// A tor to spawn.
  ///
  /// @param binary the program as it was when it was asked
  /// @param bundle where it is unpacked from, if from a jar
  /// @param old whether it was asked for by name although it is past its support
  record Chosen(Binary binary, Optional<Bundle> bundle, boolean old) {}

  private static final String REMEDY =
      "What to do: install it (apt-get install tor), or put a jar with one on the class path.";

  private final List<Candidate> candidates;
  private final @Nullable Mode mode;
  private final boolean named;

  private Survey(List<Candidate> candidates, @Nullable Mode mode, boolean named) {
    this.candidates = candidates;
    this.mode = mode;
    this.named = named;
  }

  /// Looks for tors, for people who want to know why none is used.
  ///
  /// @param config the settings, and where tors from jars are unpacked to
  /// @return what was found
  /// @throws NetworkException if a setting or the data directory cannot be used
  /// @throws InterruptedException if the thread is interrupted
  public static List<Finding> report(NetworkConfig config)
      throws NetworkException, InterruptedException {
    var settings = TorSettings.of(config);
    try (var home = Home.in(config.directory())) {
      return of(settings, home.bundles(), config.threads()).findings();
    }
  }

  /// Looks for tors and asks each for its version.
  static Survey of(TorSettings settings, Path bundles, ThreadFactory threads)
      throws InterruptedException {
    return of(settings, System.getenv().getOrDefault("PATH", ""), bundles, threads);
  }

  /// Looks for tors in the directories of a path, and in the usual places if it has any.
  static Survey of(TorSettings settings, String path, Path bundles, ThreadFactory threads)
      throws InterruptedException {
    var candidates = new ArrayList<Candidate>();
    var mode = settings.mode().orElse(null);
    if (mode != Mode.BUNDLED) {
      for (var place : settings.binary().map(List::of).orElseGet(() -> SystemTors.on(path))) {
        candidates.add(system(place, threads));
      }
    }
    if (mode != Mode.SYSTEM) {
      for (var place : Bundles.found()) {
        candidates.add(bundled(place, bundles, threads));
      }
    }
    return new Survey(List.copyOf(candidates), mode, settings.binary().isPresent());
  }

  /// Returns what was found, for people.
  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    for (var way : List.of(Mode.SYSTEM, Mode.BUNDLED)) {
      var here = candidates.stream().filter(candidate -> candidate.way() == way).toList();
      here.forEach(candidate -> findings.add(finding(candidate)));
      if (here.isEmpty() && (mode == null || mode == way || mode == Mode.ATTACH)) {
        findings.add(
            new Finding(
                way,
                "",
                false,
                way == Mode.SYSTEM
                    ? "none is installed. What to do: apt-get install tor."
                    : "no jar with one is on the class path."));
      }
    }
    return List.copyOf(findings);
  }

  /// Chooses the newest that may be used.
  ///
  /// @throws ConfigRejected if the one that is named cannot be used
  /// @throws NetworkDown if there is none: `NO_DAEMON` if none was found, `VERSION` if none of
  ///   those found will do
  Chosen choose() throws ConfigRejected, NetworkDown {
    Candidate best = null;
    for (var candidate : candidates) {
      var binary = candidate.binary();
      if (binary != null && allowed(candidate) && (best == null || newer(candidate, best))) {
        best = candidate;
      }
    }
    if (best == null) {
      throw none();
    }
    var binary = java.util.Objects.requireNonNull(best.binary());
    return new Chosen(binary, Optional.ofNullable(best.bundle()), !binary.version().supported());
  }

  private NetworkException.NetworkDown none() throws ConfigRejected {
    for (var candidate : candidates) {
      if (named && candidate.binary() == null) {
        throw new ConfigRejected("binary", candidate.trouble());
      }
    }
    if (candidates.isEmpty()) {
      return new NetworkDown(Reason.NO_DAEMON, "No tor was found. " + REMEDY);
    }
    var lines = findings().stream().filter(finding -> !finding.usable()).map(Finding::line);
    return new NetworkDown(
        Reason.VERSION,
        "No tor that was found can be used; " + String.join(" ", lines.toList()) + " " + REMEDY);
  }

  private boolean allowed(Candidate candidate) {
    var binary = candidate.binary();
    return binary != null && (binary.version().supported() || byName(candidate.way()));
  }

  /// Tells whether tors of a way were asked for by name.
  private boolean byName(Mode way) {
    return way == Mode.SYSTEM ? named : mode == Mode.BUNDLED;
  }

  private Finding finding(Candidate candidate) {
    var binary = candidate.binary();
    if (binary == null) {
      return new Finding(candidate.way(), "", false, candidate.trouble());
    }
    var version = binary.version().toString();
    if (binary.version().supported()) {
      return new Finding(candidate.way(), version, true, "supported.");
    }
    var past = "past its support (older than " + TorVersion.SUPPORTED + ")";
    return byName(candidate.way())
        ? new Finding(candidate.way(), version, true, past + ", used because it was asked for.")
        : new Finding(
            candidate.way(),
            version,
            false,
            past
                + ", refused unless asked for by name ("
                + (candidate.way() == Mode.SYSTEM ? "binary=…" : "mode=bundled")
                + ").");
  }

  private static boolean newer(Candidate one, Candidate other) {
    return Comparator.comparing(Survey::version).compare(one, other) > 0;
  }

  private static TorVersion version(Candidate candidate) {
    var binary = candidate.binary();
    return binary == null ? new TorVersion(0, 0, 0, 0) : binary.version();
  }

  private static Candidate system(Path path, ThreadFactory threads) throws InterruptedException {
    try {
      return new Candidate(Mode.SYSTEM, Binary.ask(path, List.of(), threads), null, "");
    } catch (Unusable e) {
      return new Candidate(Mode.SYSTEM, null, null, String.valueOf(e.getMessage()));
    }
  }

  private static Candidate bundled(Bundles.Place place, Path bundles, ThreadFactory threads)
      throws InterruptedException {
    try {
      var bundle = place.read();
      var target = bundle.unpack(bundles);
      var binary = Binary.ask(target.resolve("tor"), bundle.libraries(target), threads);
      return new Candidate(Mode.BUNDLED, binary, bundle, "");
    } catch (Unusable e) {
      return new Candidate(Mode.BUNDLED, null, null, String.valueOf(e.getMessage()));
    }
  }
}
