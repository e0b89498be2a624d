package sotto.protocol;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.node.Board;
import sotto.protocol.node.Carrier;
import sotto.protocol.node.Keys;
import sotto.protocol.node.OwnerOnly;
import sotto.protocol.node.UnusableKey;
import sotto.protocol.store.SqliteStore;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;

/// The parts of a node, opened one after the other in its directory; if one cannot be opened, those
/// before it are closed again.
///
/// ```text
///   DIRECTORY/store/            items and addresses; whoever opens it has the directory
///   DIRECTORY/identity/         node.key, and network-SCHEME.key for each network
///   DIRECTORY/networks/SCHEME/  whatever the backend keeps
/// ```
///
/// Confined to one thread.
final class Boot implements AutoCloseable {

  /// How much larger than its items a store's files may grow: indexes, and a log that is written
  /// beside them.
  private static final long STORE_FACTOR = 2;

  private static final long STORE_BASE = 16L * 1024 * 1024;

  private final NodeConfig config;
  private final RandomGenerator random;
  private final Board board;
  private final Deque<Runnable> opened = new ArrayDeque<>();

  Boot(NodeConfig config, RandomGenerator random, Board board) {
    this.config = config;
    this.random = random;
    this.board = board;
  }

  Store store() throws NodeException {
    try {
      OwnerOnly.directory(config.directory());
      var bytesMax = config.limits().storeBytes() * STORE_FACTOR + STORE_BASE;
      var store = SqliteStore.open(config.directory().resolve("store"), bytesMax);
      opened.push(store::close);
      return store;
    } catch (StoreException e) {
      throw Failures.of(e);
    } catch (IOException e) {
      throw new NodeException.ConfigRejected(
          "directory",
          "The data directory cannot be made. What to do: name one that you may write to.",
          e);
    }
  }

  Identity identity() throws NodeException {
    try (var secret = keys().secret("node", this::newSeed)) {
      return Identity.of(Bytes.owned(secret.reveal()));
    } catch (UnusableKey e) {
      throw unusable(e);
    } catch (IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  List<Carrier> carriers() throws NodeException, InterruptedException {
    var carriers = new ArrayList<Carrier>();
    for (var choice : config.networks()) {
      var carrier = new Carrier(choice.provider(), network(choice), key(choice), board, random);
      opened.push(carrier::close);
      try {
        carrier.open();
      } catch (NetworkException.ConfigRejected e) {
        var setting = carrier.scheme() + "." + e.setting();
        throw new NodeException.ConfigRejected(setting, String.valueOf(e.getMessage()), e);
      }
      carriers.add(carrier);
    }
    return carriers;
  }

  /// Leaves everything open: the node has it now.
  void done() {
    opened.clear();
  }

  @Override
  public void close() {
    opened.forEach(Runnable::run);
    opened.clear();
  }

  private Optional<ServiceKey> key(NetworkChoice choice) throws NodeException {
    if (!choice.listen()) {
      return Optional.empty();
    }
    var addresses = choice.provider().addresses();
    var name = "network-" + choice.provider().scheme();
    try (var secret = keys().secret(name, () -> addresses.newKey(random).secret())) {
      return Optional.of(addresses.key(secret));
    } catch (UnusableKey | NetworkException.KeyRejected e) {
      throw unusable(e);
    }
  }

  private NetworkConfig network(NetworkChoice choice) {
    var directory = config.directory().resolve("networks").resolve(choice.provider().scheme());
    return new NetworkConfig(
        directory,
        choice.settings(),
        random,
        config.clock(),
        Thread.ofVirtual().name("sotto-network-", 0).factory());
  }

  private Secret newSeed() {
    var seed = new byte[Identity.SEED_SIZE];
    random.nextBytes(seed);
    return Secret.of(seed);
  }

  private Keys keys() {
    return new Keys(config.directory().resolve("identity"));
  }

  private static NodeException unusable(Exception e) {
    return new NodeException.IdentityUnusable(String.valueOf(e.getMessage()), e);
  }
}
