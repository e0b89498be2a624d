package sotto.backend.tor.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// The Tor backend with a fake tor for each node, to which it attaches, and with every fault.
///
/// The fakes are made beforehand and used again when nobody is connected to them: the suite counts
/// the sockets of this process, so that none may come or go with a node.
///
/// Safe for use by any number of threads.
public final class FakeTorUnderTest implements BackendUnderTest, Faults {

  /// More than one case has nodes, so that a fake rests for a while before it is used again.
  private static final int TORS = 24;

  private final NetworkProvider provider;
  private final FakeTorNetwork network = new FakeTorNetwork();
  private final Map<Path, FakeTor> nodes = new LinkedHashMap<>();

  /// Makes the environment of a provider.
  ///
  /// @param provider the Tor backend
  /// @throws IOException if the fakes cannot be made
  public FakeTorUnderTest(NetworkProvider provider) throws IOException {
    this.provider = provider;
    for (var i = 0; i < TORS; i++) {
      nodes.put(Path.of("unused-" + i).toAbsolutePath(), network.start());
    }
  }

  @Override
  public NetworkProvider provider() {
    return provider;
  }

  @Override
  public NetworkConfig freshConfig(Path directory) {
    var config = NetworkConfig.at(directory);
    var tor = assign(config.directory());
    return config.with("mode", "attach").with("control", "unix:" + tor.control());
  }

  private synchronized FakeTor assign(Path directory) {
    var idle =
        nodes.entrySet().stream()
            .filter(node -> !node.getValue().busy())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("every fake tor is in use"));
    var tor = idle.getValue();
    nodes.remove(idle.getKey());
    tor.renew();
    nodes.put(directory, tor);
    return tor;
  }

  /// Returns the tor of a node.
  ///
  /// @param node the node's configuration
  /// @return its tor
  public synchronized FakeTor tor(NetworkConfig node) {
    var tor = nodes.get(node.directory());
    if (tor == null) {
      throw new IllegalArgumentException("this configuration was not made here");
    }
    return tor;
  }

  @Override
  public Optional<Faults> faults() {
    return Optional.of(this);
  }

  @Override
  public Set<Fault> supported() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  public void inject(Fault fault, NetworkConfig node) {
    tor(node).inject(fault);
  }

  @Override
  public void heal(NetworkConfig node) {
    tor(node).heal();
  }

  @Override
  public OptionalLong attachedDaemon(NetworkConfig node) {
    return OptionalLong.of(ProcessHandle.current().pid());
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
