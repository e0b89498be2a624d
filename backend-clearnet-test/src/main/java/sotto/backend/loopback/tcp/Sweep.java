package sotto.backend.loopback.tcp;

import java.io.IOException;
import sotto.spi.NetworkException.LimitReached;

/// Keeps the registry from filling up with what processes left behind that died.
final class Sweep {

  private final Registry registry;

  Sweep(Registry registry) {
    this.registry = registry;
  }

  /// Makes room in the registry by removing those whose processes have died.
  void makeRoom() throws IOException, LimitReached {
    if (registry.addresses().size() < Registry.ADDRESSES_MAX) {
      return;
    }
    for (var directory : registry.addresses()) {
      if (registry.ports(directory).stream().noneMatch(Sweep::connects)) {
        registry.remove(directory);
      }
    }
    if (registry.addresses().size() >= Registry.ADDRESSES_MAX) {
      throw new LimitReached(
          "The registry holds as many addresses as it can. What to do: close listeners, or use"
              + " another registry.");
    }
  }

  private static boolean connects(int other) {
    try (var socket = Loopback.socket()) {
      Loopback.connect(socket, other, Caller.ASK_MAX);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
