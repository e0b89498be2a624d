package sotto.tck.cases;

import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Network;
import sotto.spi.NetworkException.Fault;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Dialling: what works, and whose fault it is when it does not.
@Group(number = 6, title = "Dial and error locus")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class DialCases {

  private static final int ECHO_BYTES = 4096;

  @Case(number = 54, core = true)
  @Rule({"N1", "L11"})
  void dial_echo(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.echo(listener);
    var start = System.nanoTime();
    try (var link = bench.dial(near, listener.address())) {
      bench.measured("dial", Duration.ofNanos(System.nanoTime() - start));
      Check.equal(Optional.of(listener.address()), link.remote(), "the remote of a dialled link");
      Streams.echo(link, bench.bytes(ECHO_BYTES), bench.patience().firstContact());
    }
  }

  @Case(number = 55, core = true)
  @Rule("D4")
  void dial_unpublishedAddressIsPeerNotFound(Bench bench) throws Exception {
    var near = bench.network();
    var failure = unreachable(bench, near, bench.key().address());
    Check.equal(Reason.NOT_FOUND, failure.reason(), "the reason for an address that nobody has");
    Check.equal(Fault.PEER, failure.fault(), "whose fault it is that nobody has an address");
  }

  @Case(number = 63)
  @Rule("D6")
  void dial_peerNotFoundThenPublishedThenSucceeds(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var key = bench.key();
    unreachable(bench, near, key.address());
    var listener = far.listen(key);
    var link = dialAfterMemory(bench, near, listener.address());
    Streams.alive(link, bench.accept(listener), bench.patience().soon());
  }

  /// Dials again until the failed look-up may no longer be remembered.
  private static Link dialAfterMemory(Bench bench, Network near, Address address) throws Exception {
    var end = System.nanoTime() + bench.traits().notFoundMemory().toNanos();
    while (true) {
      try {
        return bench.dial(near, address);
      } catch (PeerUnreachable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private static PeerUnreachable unreachable(Bench bench, Network near, Address address) {
    return Check.fails(
        PeerUnreachable.class,
        "dialling an address that nobody has",
        () -> near.dial(address, Isolation.shared(), bench.patience().dial()));
  }
}
