package sotto.testnet.i2p;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import sotto.spi.NetworkConfig;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// Makes things go wrong around a node that is attached to a router of a private network, at the
/// door through which it came, so that nobody else is disturbed.
///
/// | fault | what is done |
/// |---|---|
/// | `DAEMON_GONE` | the port closes, connections end, and the router forgets the node's sessions |
/// | `DAEMON_SILENT` | the router takes what it is told; nothing passes either way until healed |
/// | `DAEMON_GARBLED` | whatever it is told, it answers with a message of an unknown type |
/// | `DAEMON_OVERSIZED` | whatever it is told, it answers with a message of two gigabytes |
/// | `DAEMON_HANGS_UP` | whatever it is told, it answers with half a message and closes |
/// | `DAEMON_REFUSES_LOGIN` | the router itself wants a password from whoever comes from now on |
/// | `BOOTSTRAP_HELD` | the router has no tunnels for clients, and asks for no lease set |
/// | `PUBLICATION_HELD` | lease sets of the node do not get to the router, and so not out |
/// | `DIALS_STALL` | no message of the node's sessions gets out or in; the router answers as ever |
/// | `SUSPENDED` | the router forgets the node's sessions, whose connections stay open and dead |
///
/// The others are things of which I2CP knows nothing, such as a percentage.
///
/// Safe for use by any number of threads.
final class I2pFaults implements Faults {

  /// What a router asks for before a session is made (I2P's router, `i2cp.auth`).
  private static final String LOGIN = "i2cp.auth";

  private static final Set<Fault> SUPPORTED =
      Set.of(
          Fault.DAEMON_GONE,
          Fault.DAEMON_SILENT,
          Fault.DAEMON_GARBLED,
          Fault.DAEMON_OVERSIZED,
          Fault.DAEMON_HANGS_UP,
          Fault.DAEMON_REFUSES_LOGIN,
          Fault.BOOTSTRAP_HELD,
          Fault.PUBLICATION_HELD,
          Fault.DIALS_STALL,
          Fault.SUSPENDED);

  private final Map<Path, Seat> seats;
  private final I2pRouter.Kind kind;
  private final Supplier<I2pTestnet> network;

  I2pFaults(Map<Path, Seat> seats, I2pRouter.Kind kind, Supplier<I2pTestnet> network) {
    this.seats = seats;
    this.kind = kind;
    this.network = network;
  }

  @Override
  public Set<Fault> supported() {
    var supported = EnumSet.copyOf(SUPPORTED);
    if (kind == I2pRouter.Kind.I2PD) {
      supported.remove(Fault.DAEMON_REFUSES_LOGIN);
    }
    return supported;
  }

  @Override
  public synchronized void inject(Fault fault, NetworkConfig node) throws IOException {
    if (!supported().contains(fault)) {
      throw new UnsupportedOperationException("A router cannot be made to do this: " + fault);
    }
    var router = router(node);
    var door = router.door();
    switch (fault) {
      case DAEMON_GONE -> router.kill();
      case DAEMON_SILENT -> router.stop();
      case DAEMON_GARBLED -> door.behave(Door.Manner.GARBLED);
      case DAEMON_OVERSIZED -> door.behave(Door.Manner.OVERSIZED);
      case DAEMON_HANGS_UP -> door.behave(Door.Manner.HANGS_UP);
      case DAEMON_REFUSES_LOGIN -> network.get().set(router, LOGIN, "true");
      case BOOTSTRAP_HELD -> door.behave(Door.Manner.WITHOUT_TUNNELS);
      case PUBLICATION_HELD -> door.behave(Door.Manner.UNPUBLISHED);
      case DIALS_STALL -> door.behave(Door.Manner.STALLED);
      case SUSPENDED -> door.forget();
      case PROGRESS_REGRESSES,
          PROGRESS_FULL_BUT_UNUSABLE,
          CLOCK_SKEW,
          PUBLICATION_PARTIAL,
          PUBLICATION_LOST,
          PARTITION ->
          throw new UnsupportedOperationException("I2CP knows nothing of this: " + fault);
    }
  }

  @Override
  public synchronized void heal(NetworkConfig node) throws IOException {
    var router = router(node);
    if (kind == I2pRouter.Kind.JAVA) {
      network.get().set(router, LOGIN, "");
    }
    router.start();
  }

  private I2pRouter router(NetworkConfig node) {
    return switch (seats.get(node.directory())) {
      case Seat.Attached(var router) -> router;
      case Seat.Embedded _ ->
          throw new IllegalArgumentException("this node has a router of its own");
      case null -> throw new IllegalArgumentException("this node was not configured here");
    };
  }
}
