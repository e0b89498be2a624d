package sotto.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import sotto.node.running.Choice;
import sotto.node.running.Shown;
import sotto.node.terminal.Terminal;
import sotto.protocol.NetworkChoice;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.spi.NetworkProvider.Found;

/// Looks at the backends: which there are, and whether each opens.
///
/// A backend is a stranger's code, so each is opened on a thread of its own, in a directory of its
/// own, and is given up after a while.
public final class BackendLook {

  /// How long a backend may take to open and to say how it is.
  public static final Duration OPEN_MAX = Duration.ofSeconds(10);

  private BackendLook() {}

  /// Opens each backend in turn and says how it went.
  public static List<Finding> backends(Choice choice, List<NetworkChoice> configured)
      throws InterruptedException {
    if (choice.found().isEmpty()) {
      return List.of(
          Finding.fail(
              "backends",
              "none was found",
              "put a backend's jar on the class path, or into what --backends-dir names"));
    }
    var findings = new ArrayList<Finding>();
    for (var each : configured) {
      findings.addAll(look(each, OPEN_MAX));
    }
    return findings;
  }

  static List<Finding> look(NetworkChoice choice, Duration patience) throws InterruptedException {
    var answer = new ArrayBlockingQueue<List<Finding>>(1);
    var thread = Thread.ofVirtual().name("doctor").start(() -> answer.add(tried(choice, patience)));
    var findings = answer.poll(patience.toMillis() + 1000, TimeUnit.MILLISECONDS);
    if (findings != null) {
      return findings;
    }
    thread.interrupt();
    return List.of(
        Finding.fail(
            what(choice.provider()),
            "did not open in time",
            "restart its daemon, or remove the jar"));
  }

  private static List<Finding> tried(NetworkChoice choice, Duration patience) {
    var provider = choice.provider();
    var findings = new ArrayList<Finding>();
    try {
      var directory = Files.createTempDirectory("sotto-doctor-");
      try {
        var config = config(choice, directory);
        provider.survey(config).forEach(found -> findings.add(surveyed(provider, found)));
        try (var network = provider.open(config)) {
          findings.add(usable(provider, network, patience));
        }
      } finally {
        remove(directory);
      }
    } catch (NetworkException e) {
      findings.add(Finding.fail(what(provider), "does not open: " + e.getMessage(), "as it says"));
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              what(provider), "no room for a trial", "make room in the temporary directory"));
    } catch (InterruptedException e) {
      findings.add(Finding.fail(what(provider), "was interrupted", "try again"));
    } catch (RuntimeException | LinkageError e) {
      findings.add(
          Finding.fail(
              what(provider),
              "is broken: it threw " + e.getClass().getSimpleName(),
              "remove the jar, or use one built for this version of Sotto"));
    }
    return findings;
  }

  /// What a backend found may be of no use without anything being wrong: another may be.
  private static Finding surveyed(NetworkProvider provider, Found found) {
    var line = Terminal.plain(found.line());
    return found.usable()
        ? Finding.ok(what(provider), line)
        : Finding.warn(what(provider), line, "as it says, if it is wanted");
  }

  private static Finding usable(NetworkProvider provider, Network network, Duration patience)
      throws InterruptedException {
    var until = System.nanoTime() + patience.toNanos();
    var status = network.awaitStatus(-1, patience);
    while (!status.usable() && System.nanoTime() < until) {
      status = network.awaitStatus(status.sequence(), Duration.ofNanos(until - System.nanoTime()));
    }
    var said = Terminal.plain(Shown.word(status.phase()) + " " + status.detail()).strip();
    if (!status.usable()) {
      return Finding.warn(
          what(provider),
          "opens, and is not ready: " + said + " (" + Shown.word(status.blockage()) + ")",
          "wait for its daemon, or repair it");
    }
    return provider.description().startsWith("TEST ONLY")
        ? Finding.warn(what(provider), "opens; TEST ONLY: no anonymity", "use another for real")
        : Finding.ok(what(provider), "opens: " + said);
  }

  private static NetworkConfig config(NetworkChoice choice, Path directory) {
    var config = NetworkConfig.at(directory.resolve("network"));
    for (var setting : choice.settings().entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return config;
  }

  private static void remove(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String what(NetworkProvider provider) {
    return "backend " + provider.scheme();
  }
}
