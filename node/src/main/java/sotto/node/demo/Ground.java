package sotto.node.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;
import sotto.tck.BackendUnderTest;

/// What the nodes of a demo stand on: networks of this machine alone, which say how each node is
/// configured for them. Nothing in a demo may reach a public network.
final class Ground implements AutoCloseable {

  private final List<NetworkProvider> backends;
  private final Map<String, BackendUnderTest> networks;

  private Ground(List<NetworkProvider> backends, Map<String, BackendUnderTest> networks) {
    this.backends = List.copyOf(backends);
    this.networks = networks;
  }

  /// Finds the private network that belongs to each backend.
  ///
  /// @param backends what the nodes run on
  /// @param ofThisMachine whether a backend reaches nothing but this machine, and needs none
  /// @throws Failure if there is none and the backend would reach further
  static Ground of(List<NetworkProvider> backends, Predicate<NetworkProvider> ofThisMachine)
      throws Failure {
    var networks = new LinkedHashMap<String, BackendUnderTest>();
    for (var backend : backends) {
      var network = around(backend.scheme());
      if (network.isEmpty() && !ofThisMachine.test(backend)) {
        throw new Failure(
            Exit.USAGE,
            ("The demo runs on private networks only, and brings none for '%s'. What to do: put"
                    + " sotto-testnet.jar on the class path, or choose another --network.")
                .formatted(backend.scheme()));
      }
      if (network.isPresent()) {
        // Not in a lambda, whose type would be looked for where the suite's jar is absent.
        networks.put(backend.scheme(), network.get());
      }
    }
    return new Ground(backends, networks);
  }

  private static Optional<BackendUnderTest> around(String scheme) {
    try {
      return BackendUnderTest.around(scheme);
    } catch (NoClassDefFoundError e) {
      // The suite's jar is absent, and with it every private network.
      return Optional.empty();
    }
  }

  /// Returns the networks that nodes are on, by their schemes.
  List<String> schemes() {
    return backends.stream().map(NetworkProvider::scheme).toList();
  }

  /// Returns the networks that say when an address is published; on the others a listener is known
  /// to be reachable only when somebody reached it.
  List<String> confirming() {
    return backends.stream()
        .filter(backend -> backend.traits().has(Trait.PUBLISH_CONFIRMED))
        .map(NetworkProvider::scheme)
        .toList();
  }

  /// Tells whether there is something to start first.
  boolean takesTime() {
    return !networks.isEmpty();
  }

  /// Returns the arguments that put a node on this ground; the first call starts the networks.
  ///
  /// @param data the node's directory
  List<String> arguments(Path data) throws IOException {
    var arguments = new ArrayList<String>();
    for (var network : networks.entrySet()) {
      network.getValue().provider();
      for (var setting : network.getValue().freshConfig(data).settings().entrySet()) {
        arguments.add("--set");
        arguments.add("%s.%s=%s".formatted(network.getKey(), setting.getKey(), setting.getValue()));
      }
    }
    return arguments;
  }

  /// Ends the networks, all of them even if one does not end.
  @Override
  public void close() throws IOException {
    var failures = new ArrayList<IOException>();
    for (var network : networks.values()) {
      try {
        network.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
