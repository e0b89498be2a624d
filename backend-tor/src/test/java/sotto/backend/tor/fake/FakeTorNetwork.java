package sotto.backend.tor.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A Tor network that consists of fakes only: what their onion services published, and a directory
/// for their sockets.
///
/// It is the monitor of all its fakes' state. Safe for use by any number of threads.
public final class FakeTorNetwork implements AutoCloseable {

  /// As tor keeps descriptors of services that are gone for hours: more than a run of the suite has
  /// keys between two uses of one, and little memory.
  private static final int DESCRIPTORS_MAX = 4096;

  private final Path directory;
  private final Map<OnionId, Service> descriptors = new LinkedHashMap<>();
  private final List<FakeTor> tors = new ArrayList<>();

  /// Makes a network without a tor.
  ///
  /// @throws IOException if no directory can be made
  public FakeTorNetwork() throws IOException {
    directory = Files.createTempDirectory("ft");
  }

  /// Starts a tor, as one with a cookie and a bootstrap that has finished.
  ///
  /// @return a running tor
  /// @throws IOException if its sockets cannot be made
  public FakeTor start() throws IOException {
    return start(Setup.ordinary());
  }

  /// Starts a tor.
  ///
  /// @param setup how it differs from others
  /// @return a running tor
  /// @throws IOException if its sockets cannot be made
  public FakeTor start(Setup setup) throws IOException {
    synchronized (this) {
      var tor = new FakeTor(this, directory.resolve(String.valueOf(tors.size())), setup);
      tors.add(tor);
      return tor;
    }
  }

  /// Takes a descriptor into the directory, in the place of an older one.
  void publish(Service service) {
    descriptors.remove(service.id());
    descriptors.put(service.id(), service);
    if (descriptors.size() > DESCRIPTORS_MAX) {
      descriptors.remove(descriptors.keySet().iterator().next());
    }
  }

  /// Forgets a service's descriptors.
  void lose(Service service) {
    descriptors.remove(service.id(), service);
  }

  /// Returns what the directory has under a name; the service may be gone by now.
  Optional<Service> find(OnionId id) {
    return Optional.ofNullable(descriptors.get(id));
  }

  /// Waits while something holds, and tells whether it ended in time.
  synchronized boolean awaitWhile(BooleanSupplier holds, Duration timeout)
      throws InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    while (holds.getAsBoolean()) {
      var left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
    }
    return true;
  }

  /// Stops all tors and removes their directories.
  ///
  /// @throws IOException if a file cannot be removed
  @Override
  public void close() throws IOException {
    List<FakeTor> all;
    synchronized (this) {
      all = List.copyOf(tors);
    }
    all.forEach(FakeTor::close);
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
