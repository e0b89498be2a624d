package sotto.testnet.i2p.routers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import net.i2p.data.Hash;
import net.i2p.router.tunnel.pool.TunnelPool;
import org.jspecify.annotations.Nullable;

/// The tunnel pools of a router's clients, which also tells of clients that have gone.
///
/// A client that leaves while its tunnels are being built is asked for when the answer comes
/// (`InboundMessageDistributor`), and where it is no longer known the thread that reads from the
/// other router fails in the middle of a message, and with it the connection. Clients of minutes do
/// not meet that; those of a test live for a tenth of a second.
final class Departed extends ConcurrentHashMap<Hash, TunnelPool> {

  private static final long serialVersionUID = 1;

  /// More clients than leave in the 13 seconds for which the building of a tunnel may take.
  private static final int DEPARTED_MAX = 256;

  private final transient Predicate<Hash> isLocal;
  private final transient Map<Hash, TunnelPool> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, TunnelPool> eldest) {
          return size() > DEPARTED_MAX;
        }
      };

  /// @param isLocal whether a client is there; one that came back gets pools anew
  Departed(Predicate<Hash> isLocal) {
    this.isLocal = isLocal;
  }

  @Override
  public @Nullable TunnelPool get(Object client) {
    var there = super.get(client);
    if (there != null || !(client instanceof Hash hash) || isLocal.test(hash)) {
      return there;
    }
    synchronized (gone) {
      return gone.get(client);
    }
  }

  @Override
  public @Nullable TunnelPool remove(Object client) {
    var there = super.remove(client);
    if (there != null && client instanceof Hash hash) {
      synchronized (gone) {
        gone.put(hash, there);
      }
    }
    return there;
  }
}
