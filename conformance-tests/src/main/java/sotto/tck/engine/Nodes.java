package sotto.tck.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkStatus.Phase;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Verdict;

/// The networks that a case opens: each in a directory of its own, with its threads remembered, and
/// all closed at the end.
///
/// Safe for use by any number of threads.
final class Nodes {

  private final BackendUnderTest backend;
  private final Patience patience;
  private final Path root;
  private final List<Thread> threads = TrackedThreads.list();
  private final Map<Network, NetworkConfig> open = new ConcurrentHashMap<>();
  private final Set<NetworkConfig> faulty = ConcurrentHashMap.newKeySet();
  private final Map<Address, Listening> listening = new ConcurrentHashMap<>();
  private int directories;

  Nodes(BackendUnderTest backend, Patience patience, Path root) {
    this.backend = backend;
    this.patience = patience;
    this.root = root;
  }

  NetworkConfig config() {
    var config = fresh();
    return tracked(config, config.threads());
  }

  NetworkConfig configOnPlatformThreads() {
    return tracked(fresh(), Thread.ofPlatform().daemon().name("network-", 0).factory());
  }

  private synchronized NetworkConfig fresh() {
    return backend.freshConfig(root.resolve("node" + directories++));
  }

  private NetworkConfig tracked(NetworkConfig config, ThreadFactory factory) {
    ThreadFactory tracked = new TrackedThreads(factory, threads);
    return config.with(tracked);
  }

  Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    var network = backend.provider().open(config);
    open.put(network, config);
    return network;
  }

  Network usable(Network network) throws InterruptedException {
    var end = System.nanoTime() + patience.firstContact().toNanos();
    var status = network.status();
    while (!status.usable()) {
      var left = end - System.nanoTime();
      if (left <= 0 || status.phase() == Phase.CLOSED) {
        throw new Skip(
            Verdict.INCONCLUSIVE,
            "The network did not become usable: its phase is %s, and in its way is %s."
                .formatted(status.phase(), status.blockage()));
      }
      status = network.awaitStatus(status.sequence(), java.time.Duration.ofNanos(left));
    }
    return network;
  }

  NetworkConfig config(Network network) {
    var config = open.get(network);
    if (config == null) {
      throw new IllegalArgumentException("this network was not opened through the bench");
    }
    return config;
  }

  /// Remembers a listener, so that whoever dials it can wait for it.
  Listener watch(Network network, Listener listener) {
    listening.put(listener.address(), new Listening(network, listener));
    return listener;
  }

  /// Waits until a listener that was opened here is published, unless something was made to go
  /// wrong around it; not longer than a first contact may take.
  void awaitPublished(Address address) throws InterruptedException {
    var listening = this.listening.get(address);
    if (listening == null) {
      return;
    }
    var end = System.nanoTime() + patience.firstContact().toNanos();
    var status = listening.listener().status();
    while (!Set.of(State.PUBLISHED, State.REACHABLE, State.CLOSED).contains(status.state())
        && !isFaulty(listening.network())
        && System.nanoTime() < end) {
      status = listening.listener().awaitStatus(status.sequence(), patience.soon());
    }
  }

  private boolean isFaulty(Network network) {
    var config = open.get(network);
    return config != null && faulty.contains(config);
  }

  private record Listening(Network network, Listener listener) {}

  void inject(Fault fault, NetworkConfig node) {
    faulty.add(node);
    var faults = backend.faults().orElseThrow(() -> notRun(fault));
    if (!faults.supported().contains(fault)) {
      throw notRun(fault);
    }
    try {
      faults.inject(fault, node);
    } catch (Exception e) {
      throw new Skip(
          Verdict.INCONCLUSIVE, "The fault " + fault + " could not be injected: " + e, e);
    }
  }

  void heal(NetworkConfig node) {
    faulty.remove(node);
    try {
      backend.faults().orElseThrow().heal(node);
    } catch (Exception e) {
      throw new Skip(Verdict.INCONCLUSIVE, "A fault could not be healed: " + e, e);
    }
  }

  private static Skip notRun(Fault fault) {
    return new Skip(Verdict.NOT_RUN, "The backend under test cannot inject " + fault + ".");
  }

  /// The threads that backends asked for.
  List<Thread> threads() {
    return threads;
  }

  void closeAll() {
    for (var node : List.copyOf(faulty)) {
      heal(node);
    }
    open.keySet().forEach(Network::close);
  }

  void deleteDirectories() {
    if (Files.notExists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      var all = new ArrayList<>(files.toList());
      all.sort(Comparator.reverseOrder());
      for (var file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
