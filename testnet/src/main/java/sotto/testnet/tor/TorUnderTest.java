package sotto.testnet.tor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.NoBackend;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Faults;
import sotto.tck.Profile;
import sotto.testnet.tor.TorTestnet.Options;

/// The Tor backend on a private network: what the suite needs to judge it.
///
/// Nodes attach to the network's clients in turn, so that two nodes made one after the other are on
/// different tors; or each spawns a tor of its own, see [#spawning]. The network starts with the
/// first call that needs it, which is the first to [#provider], so that none of it counts as
/// something that a case left behind.
public final class TorUnderTest implements BackendUnderTest {

  /// The suite's waits are for one process on an idle machine. Here a wait includes work of eight
  /// processes that share two cores with the suite itself; what Tor needs beyond that, the backend
  /// declares in its traits, and the suite adds it.
  private static final double TIME_SCALE = 2;

  /// A case has up to four nodes, and nodes of one case should be on tors of their own: what a tor
  /// remembers of an onion, such as a caller's key, all of its nodes share.
  private static final int CLIENTS = 4;

  private static final String SCHEME = "tor";

  private final Mode mode;
  private final boolean ours;
  private final Map<Path, Seat> seats = new ConcurrentHashMap<>();
  private final Faults faults;
  private Optional<NetworkProvider> provider = Optional.empty();
  private Optional<TorTestnet> network;

  /// How nodes get a tor.
  private enum Mode {
    ATTACH,
    SPAWN
  }

  /// Makes one whose nodes attach, on a network of its own.
  public TorUnderTest() {
    this(Mode.ATTACH, Optional.empty());
  }

  private TorUnderTest(Mode mode, Optional<TorTestnet> network) {
    this.mode = mode;
    this.network = network;
    ours = network.isEmpty();
    faults =
        switch (mode) {
          case ATTACH -> new AttachedFaults(seats, this::network);
          case SPAWN -> new SpawnedFaults(seats);
        };
  }

  /// Returns one whose nodes attach to the clients of a network that runs.
  ///
  /// @param network a network, which this never closes
  /// @return the backend under test
  public static TorUnderTest attaching(TorTestnet network) {
    return new TorUnderTest(Mode.ATTACH, Optional.of(network));
  }

  /// Returns one whose nodes spawn a tor each, inside a network that runs.
  ///
  /// @param network a network, which this never closes
  /// @return the backend under test
  public static TorUnderTest spawning(TorTestnet network) {
    return new TorUnderTest(Mode.SPAWN, Optional.of(network));
  }

  /// Names the scheme without starting anything.
  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public synchronized NetworkProvider provider() {
    if (provider.isEmpty()) {
      provider = Optional.of(found());
      network();
    }
    return provider.get();
  }

  private static NetworkProvider found() {
    try {
      return NetworkProvider.of(SCHEME);
    } catch (NoBackend e) {
      throw new IllegalStateException(
          "The Tor backend is not on the class path. What to do: add its jar.", e);
    }
  }

  @Override
  public NetworkConfig freshConfig(Path directory) {
    var config = NetworkConfig.at(directory);
    try {
      var seat = seat(network());
      seats.put(config.directory(), seat);
      for (var setting : seat.settings().entrySet()) {
        config = config.with(setting.getKey(), setting.getValue());
      }
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Seat seat(TorTestnet on) throws IOException {
    var number = seats.size();
    return switch (mode) {
      case ATTACH -> new Seat.Attached(on.clients().get(number % on.clients().size()));
      case SPAWN -> Seat.Spawned.make(on, number);
    };
  }

  @Override
  public Profile profile() {
    return Profile.PRIVATE_NETWORK;
  }

  @Override
  public Optional<Faults> faults() {
    return Optional.of(faults);
  }

  @Override
  public double timeScale() {
    return TIME_SCALE;
  }

  @Override
  public OptionalLong attachedDaemon(NetworkConfig node) {
    return switch (seats.get(node.directory())) {
      case Seat.Attached(var client) -> client.pid();
      case Seat.Spawned _ -> OptionalLong.empty();
      case null -> OptionalLong.empty();
    };
  }

  /// Returns the network, which is started if there is none.
  ///
  /// @return the network that nodes are on
  public synchronized TorTestnet network() {
    if (network.isEmpty()) {
      try {
        network = Optional.of(TorTestnet.start(Options.ordinary().clients(CLIENTS)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while a Tor network started.", e);
      }
    }
    return network.get();
  }

  /// Ends the network if it was started here.
  @Override
  public synchronized void close() {
    if (ours) {
      network.ifPresent(TorTestnet::close);
      network = Optional.empty();
    }
  }
}
