package sotto.tck.cases;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.tck.Fault;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Breach;
import sotto.tck.engine.Check;
import sotto.tck.engine.Streams;

/// What cases about failing daemons have in common.
final class Daemons {

  /// A share of the time that a thread which merely waits never comes near, and one that spins
  /// exceeds also on a machine that is busy.
  private static final int BUSY_SHARE = 12;

  /// For how many glances the backend's threads are watched.
  private static final int WATCH_GLANCES = 12;

  /// Enough lines to report a failure or two.
  private static final int LINES_MAX = 10;

  /// Enough for several attempts, each with a few threads.
  private static final int THREADS_MAX = 30;

  private Daemons() {}

  /// Injects a fault and waits until the network's status says that something is wrong.
  static void down(Bench bench, Fault fault, Network network) throws InterruptedException {
    bench.inject(fault, network);
    await(bench, network, false, "the network is still usable after " + fault + " (N5, S5)");
  }

  /// Heals and waits until the network is usable again.
  static void recovers(Bench bench, Network network) throws InterruptedException {
    bench.heal(network);
    await(bench, network, true, "the network does not recover after its daemon came back (N5)");
  }

  private static void await(Bench bench, Network network, boolean usable, String otherwise)
      throws InterruptedException {
    var end = System.nanoTime() + bench.patience().firstContact().multipliedBy(2).toNanos();
    var status = network.status();
    while (status.usable() != usable) {
      var left = end - System.nanoTime();
      Check.that(left > 0, otherwise);
      status = network.awaitStatus(status.sequence(), Duration.ofNanos(left));
    }
  }

  /// Says that a dial fails in time, and as a fault of our own side.
  static NetworkDown dialIsDown(Bench bench, Network network, Address address) throws Exception {
    var dial =
        bench.start(
            "a dial with a daemon that does not work",
            () -> network.dial(address, Isolation.shared(), bench.patience().dial()));
    try {
      dial.result(bench.patience().dial().plus(bench.patience().grace())).close();
    } catch (NetworkDown e) {
      Check.that(
          e.fault() != NetworkException.Fault.PEER,
          "a fault of our daemon counts against the peer");
      return e;
    }
    throw new Breach("a dial works though the daemon does not (D5)");
  }

  /// Says that a dial to a peer who went away fails, and that nothing of it is blamed on our side.
  static void peerIsAway(Bench bench, Network near, Address address) {
    var failure =
        Check.fails(
            NetworkException.class,
            "dialling a peer that went away",
            () -> near.dial(address, Isolation.shared(), bench.patience().dial()));
    switch (failure) {
      case PeerUnreachable e ->
          Check.that(e.reason() != Reason.REQUIRES_AUTH, "the peer went away, it asks for nothing");
      case DialTimeout _ -> {
        // Nobody could say who was slow.
      }
      default -> throw new Breach("a peer went away, and dialling says " + failure);
    }
  }

  /// Says that a dial works, as soon as a first contact may; dials that were given up meanwhile may
  /// arrive late, and are over.
  static void dialWorks(Bench bench, Network near, Listener listener) throws Exception {
    try (var dialled = bench.dial(near, listener.address());
        var accepted = Over.acceptBehindLateOnes(bench, listener, dialled)) {
      Streams.alive(dialled, accepted, bench.patience().soon());
    }
  }

  /// Watches the backend's threads and says that they rest, and that hardly anything is logged. The
  /// network was opened on platform threads.
  static void restQuietly(Bench bench, Network network, String when) throws InterruptedException {
    var window = bench.patience().glance().multipliedBy(WATCH_GLANCES);
    var work = workOf(bench);
    var lines = bench.output().lines().count();
    var threads = bench.threads().size();
    network.awaitStatus(Long.MAX_VALUE, window);
    var worked = Duration.ofNanos(workOf(bench) - work);
    bench.measured("cpu", worked);
    Check.that(
        worked.compareTo(window.dividedBy(BUSY_SHARE)) < 0,
        "the backend's threads worked for %d of %d ms %s (N5)"
            .formatted(worked.toMillis(), window.toMillis(), when));
    Check.that(
        bench.output().lines().count() - lines <= LINES_MAX,
        "the backend logs without end %s (N5)".formatted(when));
    Check.that(
        bench.threads().size() - threads <= THREADS_MAX,
        "the backend starts threads without end %s (N5)".formatted(when));
  }

  private static long workOf(Bench bench) {
    var beans = ManagementFactory.getThreadMXBean();
    return bench.threads().stream()
        .filter(thread -> !thread.isVirtual())
        .mapToLong(thread -> Math.max(0, beans.getThreadCpuTime(thread.threadId())))
        .sum();
  }
}
