package sotto.testnet.i2p.routers;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import net.i2p.data.Hash;
import net.i2p.router.RouterContext;
import net.i2p.router.tunnel.pool.TunnelPool;
import net.i2p.router.tunnel.pool.TunnelPoolManager;

/// Has a router build the tunnels of a new client at once.
///
/// | pause | where | what is done |
/// |---|---|---|
/// | outbound tunnels are begun a second after inbound ones | `TunnelPoolManager.DelayedStartup` | they are begun |
/// | a client that has one kind only is looked at again after a second | `ClientConnectionRunner.Rerequest` | its lease set is asked for when it has both |
/// | two tunnels are begun, and then nothing for up to 1.2 s | `BuildExecutor` | it is woken while something is missing |
///
/// On the public network a tunnel takes seconds and the pauses do not matter; here they would be
/// nearly all of the time that a session takes to begin.
final class Haste {

  private final RouterContext context;
  private final Innards innards = new Innards();
  private final Set<TunnelPool> begun = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<TunnelPool> asked = Collections.newSetFromMap(new WeakHashMap<>());

  Haste(RouterContext context) {
    this.context = context;
  }

  /// Keeps in mind which clients have gone; before the first comes.
  void remember() {
    innards.set(
        context.tunnelManager(),
        "_clientInboundPools",
        new Departed(context.clientManager()::isLocal));
  }

  /// Looks once; to be repeated.
  void make() {
    if (!(context.tunnelManager() instanceof TunnelPoolManager tunnels)) {
      throw new IllegalStateException("The router has no tunnels.");
    }
    var inbound = tunnels.getInboundClientPools();
    var missing = false;
    for (var each : tunnels.getOutboundClientPools().entrySet()) {
      missing |= make(each.getKey(), each.getValue(), inbound);
    }
    if (missing) {
      innards.call(innards.read(tunnels, "_executor"), "repoll");
    }
  }

  /// Looks after one client.
  ///
  /// @return whether it needs more tunnels
  private boolean make(Hash client, TunnelPool outbound, Map<Hash, TunnelPool> all) {
    var inbound = all.get(client);
    if (inbound == null || !context.clientManager().isLocal(client)) {
      return false;
    }
    if (begun.add(outbound) && !outbound.isAlive()) {
      innards.call(outbound, "startup");
    }
    if (inbound.size() > 0 && outbound.size() > 0 && asked.add(inbound)) {
      innards.call(inbound, "refreshLeaseSet");
    }
    return lacks(inbound) || lacks(outbound);
  }

  private static boolean lacks(TunnelPool pool) {
    return pool.size() + pool.listPending().size() < pool.getSettings().getQuantity();
  }
}
