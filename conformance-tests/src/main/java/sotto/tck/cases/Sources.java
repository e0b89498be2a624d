package sotto.tck.cases;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.Trait;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Streams;

/// A peer that notes who calls: two nodes and a listener at the far one.
///
/// @param bench where all of it lives
/// @param near the node that dials
/// @param far the node that listens
/// @param listener where the calls arrive
record Sources(Bench bench, Network near, Network far, Listener listener) {

  static Sources on(Bench bench) throws Exception {
    var far = bench.network();
    return new Sources(bench, bench.network(), far, bench.listen(far));
  }

  /// Both ends of a link, and what the far end knows of the caller.
  ///
  /// @param dialled the near end
  /// @param accepted the far end
  record Call(Link dialled, Link accepted) implements AutoCloseable {

    Optional<Address> source() {
      return accepted.remote();
    }

    @Override
    public void close() {
      dialled.close();
      accepted.close();
    }
  }

  /// Dials, checks that the link works, and gives both ends.
  Call call(Isolation isolation) throws Exception {
    var dialled = bench.dial(near, listener.address(), isolation);
    var accepted = bench.accept(listener);
    Streams.alive(dialled, accepted, bench.patience().soon());
    return new Call(dialled, accepted);
  }

  /// Dials, hangs up, and says whom the peer saw.
  Optional<Address> sourceOf(Isolation isolation) throws Exception {
    try (var call = call(isolation)) {
      return call.source();
    }
  }

  /// Whom the peer saw for each of several calls, where it sees anybody.
  Set<Address> sourcesOf(Isolation... isolations) throws Exception {
    var seen = new HashSet<Address>();
    for (var isolation : isolations) {
      sourceOf(isolation).ifPresent(seen::add);
    }
    return seen;
  }

  boolean visible() {
    return bench.has(Trait.SOURCE_VISIBLE);
  }
}
