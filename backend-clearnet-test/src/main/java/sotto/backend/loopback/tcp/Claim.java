package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.backend.loopback.tcp.Hello.Verdict;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.backend.SharedRandom;

/// Makes a key ours alone among all processes, with nothing but files and doors.
///
/// Everybody writes an entry first and looks for others then, so that of two at least one sees the
/// other. An entry behind whose port nobody answers for the key is stale, and is removed. Who sees
/// a door that listens gives up; who sees one that is only claiming as well takes back the entry,
/// waits for a random time, and tries again.
final class Claim {

  /// How often two processes may get in each other's way before one gives up.
  private static final int ATTEMPTS_MAX = 12;

  private static final int PAUSE_MILLIS_MAX = 40;

  private final Registry registry;
  private final Caller caller;
  private final SharedRandom random;

  Claim(Registry registry, Caller caller, SharedRandom random) {
    this.registry = registry;
    this.caller = caller;
    this.random = random;
  }

  /// Claims a key for a door that answers already.
  ///
  /// @return the entry that stands in the registry
  Entry stake(LoopbackKey key, int port) throws KeyInUse, IOException, InterruptedException {
    for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var entry = registry.add(key, port);
      var alone = false;
      try {
        var rival = rival(key, entry);
        alone = rival.isEmpty();
        if (alone) {
          return entry;
        }
        if (rival.get() == Verdict.LISTENING) {
          throw inUse();
        }
      } finally {
        if (!alone) {
          registry.remove(entry);
        }
      }
      TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(PAUSE_MILLIS_MAX));
    }
    throw inUse();
  }

  private Optional<Verdict> rival(LoopbackKey key, Entry own) throws IOException {
    var strongest = Optional.<Verdict>empty();
    for (var entry : registry.of(key.address())) {
      if (entry.name().equals(own.name())) {
        continue;
      }
      var verdict = ask(key, entry);
      if (verdict.isEmpty()) {
        registry.remove(entry);
      } else if (strongest.isEmpty() || verdict.get() == Verdict.LISTENING) {
        strongest = verdict;
      }
    }
    return strongest;
  }

  private Optional<Verdict> ask(LoopbackKey key, Entry entry) {
    try {
      return Optional.of(caller.ask(entry.port(), key.id()));
    } catch (SocketTimeoutException e) {
      // Somebody is there and too busy to answer, or stopped: better not take the key from him.
      return Optional.of(Verdict.LISTENING);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static KeyInUse inUse() {
    return new KeyInUse(
        "This key is being listened on already, by another process or another network of this one."
            + " What to do: close that listener first.");
  }
}
