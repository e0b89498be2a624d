package sotto.node.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;

/// What the nodes of a demo stand on: a private network of this machine, which says how each node
/// is configured for it. Nothing in a demo may reach a public network.
final class Ground implements AutoCloseable {

  private final String scheme;
  private final Optional<BackendUnderTest> network;

  private Ground(String scheme, Optional<BackendUnderTest> network) {
    this.scheme = scheme;
    this.network = network;
  }

  /// Finds the private network that belongs to a backend.
  ///
  /// @param ofThisMachine whether the backend reaches nothing but this machine, and needs none
  /// @throws Failure if there is none and the backend would reach further
  static Ground of(NetworkProvider backend, boolean ofThisMachine) throws Failure {
    var network = around(backend.scheme());
    if (network.isEmpty() && !ofThisMachine) {
      throw new Failure(
          Exit.USAGE,
          ("The demo runs on private networks only, and brings none for '%s'. What to do: put"
                  + " sotto-testnet.jar on the class path, or choose another --network.")
              .formatted(backend.scheme()));
    }
    return new Ground(backend.scheme(), network);
  }

  private static Optional<BackendUnderTest> around(String scheme) {
    try {
      return BackendUnderTest.around(scheme);
    } catch (NoClassDefFoundError e) {
      // The suite's jar is absent, and with it every private network.
      return Optional.empty();
    }
  }

  /// Tells whether there is something to start first.
  boolean takesTime() {
    return network.isPresent();
  }

  /// Returns the arguments that put a node on this ground; the first call starts the network.
  ///
  /// @param data the node's directory
  List<String> arguments(Path data) throws IOException {
    var arguments = new ArrayList<String>();
    if (network.isPresent()) {
      network.get().provider();
      for (var setting : network.get().freshConfig(data).settings().entrySet()) {
        arguments.add("--set");
        arguments.add("%s.%s=%s".formatted(scheme, setting.getKey(), setting.getValue()));
      }
    }
    return arguments;
  }

  /// Ends the network.
  @Override
  public void close() throws IOException {
    if (network.isPresent()) {
      network.get().close();
    }
  }
}
