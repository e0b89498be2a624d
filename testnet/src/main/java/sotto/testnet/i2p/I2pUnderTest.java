package sotto.testnet.i2p;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import sotto.testnet.i2p.I2pTestnet.Options;

/// The I2P backend on a private network: what the suite needs to judge it.
///
/// Nodes attach to the network's Java routers in turn, each through a door of its own; or to i2pds;
/// or each has a router in its process, see [#embedding]. The network and the doors are there with
/// the first call that needs them, which is the first to [#provider], so that none of it counts as
/// something that a case left behind.
public final class I2pUnderTest implements BackendUnderTest {

  /// The suite's waits are for one process on an idle machine. Here a wait includes work of three
  /// routers that share two cores with the suite itself; what I2P needs beyond that, the backend
  /// declares in its traits, and the suite adds it.
  private static final double TIME_SCALE = 2;

  /// More than the nodes of one case, so that a fault is one node's.
  private static final int DOORS = 12;

  /// Gateways that hold messages back for a tenth of a second in all would only make the suite
  /// slow.
  private static final int BATCH_MILLIS = 5;

  /// What is judged is the backend, for which a tunnel is a tunnel; each hop more is work for the
  /// same two cores.
  private static final int HOPS = 1;

  private static final String SCHEME = "i2p";

  private final Mode mode;
  private final boolean ours;
  private final Map<Path, Seat> seats = new ConcurrentHashMap<>();
  private final List<I2pRouter> doors = new ArrayList<>();
  private Optional<NetworkProvider> provider = Optional.empty();
  private Optional<I2pTestnet> network;

  /// How nodes get a router.
  private enum Mode {
    JAVA,
    I2PD,
    EMBEDDED
  }

  /// Makes one whose nodes attach to Java routers, on a network of its own.
  public I2pUnderTest() {
    this(Mode.JAVA, Optional.empty());
  }

  private I2pUnderTest(Mode mode, Optional<I2pTestnet> network) {
    this.mode = mode;
    this.network = network;
    ours = network.isEmpty();
  }

  /// Returns one whose nodes attach to the routers of one kind of a network that runs.
  ///
  /// @param network a network, which this never closes; an i2pd joins it if that is the kind and
  ///   there is none
  /// @param kind whose implementation the routers are
  /// @return the backend under test
  public static I2pUnderTest attaching(I2pTestnet network, I2pRouter.Kind kind) {
    return switch (kind) {
      case JAVA -> new I2pUnderTest(Mode.JAVA, Optional.of(network));
      case I2PD -> new I2pUnderTest(Mode.I2PD, Optional.of(network));
    };
  }

  /// Returns one whose nodes have a router each in their process, which joins a network that runs.
  ///
  /// @param network a network, which this never closes
  /// @return the backend under test
  public static I2pUnderTest embedding(I2pTestnet network) {
    return new I2pUnderTest(Mode.EMBEDDED, Optional.of(network));
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
      doors();
    }
    return provider.get();
  }

  private static NetworkProvider found() {
    try {
      return NetworkProvider.of(SCHEME);
    } catch (NoBackend e) {
      throw new IllegalStateException(
          "The I2P backend is not on the class path. What to do: add its jar.", e);
    }
  }

  @Override
  public NetworkConfig freshConfig(Path directory) {
    var config = NetworkConfig.at(directory);
    var seat = seat();
    seats.put(config.directory(), seat);
    for (var setting : seat.settings().entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return config;
  }

  private synchronized Seat seat() {
    try {
      return switch (mode) {
        case JAVA, I2PD -> new Seat.Attached(doors().get(seats.size() % DOORS));
        case EMBEDDED -> new Seat.Embedded(network().embedded());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The doors, to the routers in turn.
  private synchronized List<I2pRouter> doors() {
    var on = network();
    try {
      if (mode == Mode.I2PD && routers(on).isEmpty()) {
        on.join();
      }
      while (mode != Mode.EMBEDDED && doors.size() < DOORS) {
        var routers = routers(on);
        doors.add(on.again(routers.get(doors.size() % routers.size())));
      }
      return doors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while an i2pd joined.", e);
    }
  }

  private List<I2pRouter> routers(I2pTestnet on) {
    return on.routers().stream().filter(router -> router.kind() == kind()).toList();
  }

  private I2pRouter.Kind kind() {
    return switch (mode) {
      case JAVA, EMBEDDED -> I2pRouter.Kind.JAVA;
      case I2PD -> I2pRouter.Kind.I2PD;
    };
  }

  @Override
  public Profile profile() {
    return Profile.PRIVATE_NETWORK;
  }

  @Override
  public Optional<Faults> faults() {
    return switch (mode) {
      case JAVA, I2PD -> Optional.of(new I2pFaults(seats, kind(), this::network));
      case EMBEDDED -> Optional.empty();
    };
  }

  /// I2P's client library starts three threads for each session by itself.
  @Override
  public Optional<String> libraryThreads() {
    return Optional.of("sotto-i2p");
  }

  @Override
  public double timeScale() {
    return TIME_SCALE;
  }

  @Override
  public OptionalLong attachedDaemon(NetworkConfig node) {
    return switch (seats.get(node.directory())) {
      case Seat.Attached(var router) -> OptionalLong.of(router.pid());
      case Seat.Embedded _ -> OptionalLong.empty();
      case null -> OptionalLong.empty();
    };
  }

  /// Returns the network, which is started if there is none.
  ///
  /// @return the network that nodes are on
  public synchronized I2pTestnet network() {
    if (network.isEmpty()) {
      try {
        network =
            Optional.of(I2pTestnet.start(Options.ordinary().hops(HOPS).batchMillis(BATCH_MILLIS)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while an I2P network started.", e);
      }
    }
    return network.get();
  }

  /// Ends the network if it was started here.
  @Override
  public synchronized void close() {
    if (ours) {
      network.ifPresent(I2pTestnet::close);
      network = Optional.empty();
    }
  }
}
