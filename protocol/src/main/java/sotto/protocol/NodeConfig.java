package sotto.protocol;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.NetworkProvider;

/// All that a node takes from the program that runs it.
///
/// @param directory where the node keeps its identity, its items and its networks' files; made with
///   the mode 0700 if absent, and one node's alone while it runs
/// @param networks the networks to run on, at most one of each scheme; none makes a node that only
///   keeps what it has
/// @param peers whom to know from the start, besides those remembered; at most [#PEERS_MAX]
/// @param limits how much the node may use
/// @param random where keys, waits and choices come from; must be cryptographically strong outside
///   tests
/// @param clock what time it is
public record NodeConfig(
    Path directory,
    List<NetworkChoice> networks,
    List<Address> peers,
    NodeLimits limits,
    RandomGenerator random,
    InstantSource clock) {

  /// How many peers can be configured: as many as a node remembers.
  public static final int PEERS_MAX = 1000;

  /// Copies the lists and makes the directory absolute.
  ///
  /// @throws IllegalArgumentException if a scheme is there twice, or there are too many peers
  public NodeConfig {
    directory = directory.toAbsolutePath().normalize();
    networks = List.copyOf(networks);
    peers = List.copyOf(peers);
    var schemes = new HashSet<String>();
    for (var network : networks) {
      if (!schemes.add(network.provider().scheme())) {
        throw new IllegalArgumentException("a node runs on a network once");
      }
    }
    if (peers.size() > PEERS_MAX) {
      throw new IllegalArgumentException("at most " + PEERS_MAX + " peers can be configured");
    }
  }

  /// Returns what a program uses: no network yet, no peers, standard limits, secure randomness and
  /// the system's clock.
  ///
  /// @param directory where the node keeps its things
  /// @return the configuration
  public static NodeConfig at(Path directory) {
    return new NodeConfig(
        directory,
        List.of(),
        List.of(),
        NodeLimits.standard(),
        new SecureRandom(),
        InstantSource.system());
  }

  /// Returns the same with one network more, with the backend's own settings.
  ///
  /// @param provider the backend, such as `NetworkProvider.of("tor")`
  /// @return a new configuration
  public NodeConfig on(NetworkProvider provider) {
    return on(NetworkChoice.of(provider));
  }

  /// Returns the same with one network more.
  ///
  /// @param network the backend and its settings
  /// @return a new configuration
  public NodeConfig on(NetworkChoice network) {
    var more = new ArrayList<>(networks);
    more.add(network);
    return new NodeConfig(directory, more, peers, limits, random, clock);
  }

  /// Returns the same with one peer more.
  ///
  /// @param peer where it is
  /// @return a new configuration
  public NodeConfig knowing(Address peer) {
    var more = new ArrayList<>(peers);
    more.add(peer);
    return new NodeConfig(directory, networks, more, limits, random, clock);
  }

  /// Returns the same with other limits.
  ///
  /// @param other how much the node may use
  /// @return a new configuration
  public NodeConfig with(NodeLimits other) {
    return new NodeConfig(directory, networks, peers, other, random, clock);
  }

  /// Returns the same with other randomness.
  ///
  /// @param other where keys, waits and choices come from
  /// @return a new configuration
  public NodeConfig with(RandomGenerator other) {
    return new NodeConfig(directory, networks, peers, limits, other, clock);
  }

  /// Returns the same with another clock.
  ///
  /// @param other what time it is
  /// @return a new configuration
  public NodeConfig with(InstantSource other) {
    return new NodeConfig(directory, networks, peers, limits, random, other);
  }

  /// Names neither the directory nor the peers.
  @Override
  public String toString() {
    return "NodeConfig" + networks;
  }
}
