package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import sotto.spi.NetworkConfig;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// Makes the tor go away that a node spawned, and keeps it from being spawned again until it is
/// healed.
///
/// @param seats where each node is, by its directory
record SpawnedFaults(Map<Path, Seat> seats) implements Faults {

  @Override
  public Set<Fault> supported() {
    return Set.of(Fault.DAEMON_GONE);
  }

  @Override
  public void inject(Fault fault, NetworkConfig node) throws IOException {
    if (fault != Fault.DAEMON_GONE) {
      throw new UnsupportedOperationException("A tor of the backend's own cannot do " + fault);
    }
    var seat = spawned(node);
    if (Files.notExists(seat.bar())) {
      Files.createFile(seat.bar());
    }
    if (Files.exists(seat.pids())) {
      Files.readAllLines(seat.pids()).forEach(SpawnedFaults::kill);
    }
  }

  @Override
  public void heal(NetworkConfig node) throws IOException {
    Files.deleteIfExists(spawned(node).bar());
  }

  /// The program became tor, or was asked for its version and is gone.
  private static void kill(String id) {
    ProcessHandle.of(Long.parseLong(id))
        .filter(handle -> handle.info().command().orElse("").endsWith("tor"))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private Seat.Spawned spawned(NetworkConfig node) {
    return switch (seats.get(node.directory())) {
      case Seat.Spawned spawned -> spawned;
      case Seat.Attached _ -> throw new IllegalArgumentException("this node attaches");
      case null -> throw new IllegalArgumentException("this node was not configured here");
    };
  }
}
