package sotto.testnet.tor;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import sotto.spi.NetworkConfig;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// Makes things go wrong around a node that is attached to a client of a private network, by what
/// can happen to a real tor.
///
/// | fault | what is done |
/// |---|---|
/// | `DAEMON_GONE` | SIGKILL; healing starts it again and waits for 100 % |
/// | `DAEMON_SILENT` | SIGSTOP |
/// | `DAEMON_REFUSES_LOGIN` | the control port wants a password that nobody knows |
/// | `BOOTSTRAP_HELD` | started again with its network disabled, so that it stays at 0 % |
/// | `PROGRESS_FULL_BUT_UNUSABLE`, `PARTITION` | its network is disabled; it still reports 100 % |
/// | `PUBLICATION_HELD`, `DIALS_STALL` | SIGSTOP for every relay |
/// | `SUSPENDED` | stopped, its circuits gone, and woken; it needs no healing |
///
/// The other nodes at the same client share its fate, and all of them that of the relays.
///
/// Safe for use by any number of threads.
final class AttachedFaults implements Faults {

  private static final Set<Fault> SUPPORTED =
      Set.of(
          Fault.DAEMON_GONE,
          Fault.DAEMON_SILENT,
          Fault.DAEMON_REFUSES_LOGIN,
          Fault.BOOTSTRAP_HELD,
          Fault.PROGRESS_FULL_BUT_UNUSABLE,
          Fault.PARTITION,
          Fault.PUBLICATION_HELD,
          Fault.DIALS_STALL,
          Fault.SUSPENDED);

  private final Map<Path, Seat> seats;
  private final Supplier<TorTestnet> network;
  private final Map<Path, Set<Fault>> injected = new HashMap<>();
  private final Set<Path> stalled = new HashSet<>();

  AttachedFaults(Map<Path, Seat> seats, Supplier<TorTestnet> network) {
    this.seats = seats;
    this.network = network;
  }

  @Override
  public Set<Fault> supported() {
    return SUPPORTED;
  }

  @Override
  public synchronized void inject(Fault fault, NetworkConfig node) throws Exception {
    var client = client(node);
    injected.computeIfAbsent(node.directory(), _ -> EnumSet.noneOf(Fault.class)).add(fault);
    switch (fault) {
      case DAEMON_GONE -> client.kill();
      case DAEMON_SILENT -> client.stop();
      case DAEMON_REFUSES_LOGIN ->
          client.set("CookieAuthentication=0 HashedControlPassword=" + unknownPassword());
      case BOOTSTRAP_HELD -> client.startHeld();
      case PROGRESS_FULL_BUT_UNUSABLE, PARTITION -> client.set("DisableNetwork=1");
      case PUBLICATION_HELD, DIALS_STALL -> {
        stalled.add(node.directory());
        network.get().stopRelays();
      }
      case SUSPENDED -> {
        client.set("DisableNetwork=1");
        client.stop();
        client.resume();
        client.set("DisableNetwork=0");
      }
      case DAEMON_GARBLED,
          DAEMON_OVERSIZED,
          DAEMON_HANGS_UP,
          PROGRESS_REGRESSES,
          CLOCK_SKEW,
          PUBLICATION_PARTIAL,
          PUBLICATION_LOST ->
          throw new UnsupportedOperationException("A real tor cannot be made to do this: " + fault);
    }
  }

  @Override
  public synchronized void heal(NetworkConfig node) throws Exception {
    var client = client(node);
    var faults = injected.remove(node.directory());
    if (faults == null) {
      return;
    }
    if (stalled.remove(node.directory()) && stalled.isEmpty()) {
      network.get().resumeRelays();
    }
    client.resume();
    if (faults.contains(Fault.DAEMON_REFUSES_LOGIN)) {
      client.reload();
    }
    if (faults.contains(Fault.BOOTSTRAP_HELD)
        || faults.contains(Fault.PROGRESS_FULL_BUT_UNUSABLE)
        || faults.contains(Fault.PARTITION)) {
      client.set("DisableNetwork=0");
    }
    client.start();
  }

  private TorClient client(NetworkConfig node) {
    return switch (seats.get(node.directory())) {
      case Seat.Attached(var client) -> client;
      case Seat.Spawned _ -> throw new IllegalArgumentException("this node has a tor of its own");
      case null -> throw new IllegalArgumentException("this node was not configured here");
    };
  }

  /// A hash that no known password has: salt, indicator and a digest at random (control-spec,
  /// section 5.1).
  private static String unknownPassword() {
    var hash = new byte[29];
    new SecureRandom().nextBytes(hash);
    hash[8] = 0x60;
    return "16:" + HexFormat.of().withUpperCase().formatHex(hash);
  }
}
