package sotto.tck.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Profile;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;
import sotto.tck.engine.Task;

/// The daemon dies, and comes back.
@Group(number = 11, title = "Daemon failure and recovery")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class RecoveryCases {

  private static final int RESTARTS = 2;

  @Case(number = 108, needs = Fault.DAEMON_GONE)
  @Rule({"N5", "L7"})
  void recovery_daemonKilledLinksFailTypedWithinBound(Bench bench) throws Exception {
    var pair = bench.pair();
    var read = reading(bench, pair.dialled()).awaitBlocked();
    var filler = Filler.start(bench, pair.dialled()).awaitStalled();
    var other = bench.dial(pair.near(), pair.listener().address(), Isolation.fresh());
    var far = reading(bench, bench.accept(pair.listener())).awaitBlocked();
    bench.inject(Fault.DAEMON_GONE, pair.near());
    endsAsLost(bench, read);
    filler.task().fails(LinkLost.class);
    if (bench.backend().profile() == Profile.HERMETIC) {
      // A real network may have no sign of it for minutes: that is for the peers to notice (L7).
      endsAsLost(bench, far);
    }
    Over.writingFails(bench, other, "writing on a link that died with its daemon");
    other.close();
    pair.dialled().close();
  }

  private static Task<Integer> reading(Bench bench, Link link) {
    return bench.start(
        "a read on a link whose daemon dies", () -> link.read(ByteBuffer.allocate(1)));
  }

  /// A link that died reads as lost; where the network has no signal for it, it may look closed.
  private static void endsAsLost(Bench bench, Task<Integer> read) throws Exception {
    try {
      var count = read.result(bench.patience().firstContact());
      Check.that(
          count == -1 && !bench.has(Trait.ABORT_SIGNAL),
          "a link that died with its daemon reads %d, not as lost (L7)".formatted(count));
    } catch (LinkLost _) {
      Check.that(read.done(), "a link is lost and its reader still waits");
    } catch (IOException e) {
      Check.equal(LinkLost.class, e.getClass(), "how a link fails that died with its daemon");
    }
  }

  @Case(number = 109, needs = Fault.DAEMON_GONE)
  @Rule({"N5", "D5", "D4"})
  void recovery_daemonRestartedDialWorksAgain(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    Daemons.dialWorks(bench, near, listener);
    for (var i = 0; i < RESTARTS; i++) {
      Daemons.down(bench, Fault.DAEMON_GONE, near);
      Daemons.dialIsDown(bench, near, listener.address());
      Daemons.recovers(bench, near);
      Daemons.dialWorks(bench, near, listener);
    }
    Daemons.down(bench, Fault.DAEMON_GONE, far);
    Daemons.peerIsAway(bench, near, listener.address());
    Daemons.recovers(bench, far);
    Daemons.dialWorks(bench, near, listener);
  }

  @Case(number = 110, needs = Fault.DAEMON_GONE)
  @Rule({"N5", "S8", "V1"})
  void recovery_listenersRepublishedSameAddress(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    var address = listener.address();
    Daemons.dialWorks(bench, near, listener);
    Daemons.down(bench, Fault.DAEMON_GONE, far);
    Check.equal(address, listener.address(), "the address while the daemon is away");
    Check.that(
        !Set.of(State.PUBLISHED, State.REACHABLE, State.CLOSED).contains(settled(bench, listener)),
        "a listener claims to be published, or is closed, while its daemon is away (S8)");
    Daemons.recovers(bench, far);
    Check.equal(address, listener.address(), "the address after the daemon came back");
    Daemons.dialWorks(bench, near, listener);
    Check.that(
        listener.status().state() != State.CLOSED, "a listener is closed that was never closed");
  }

  /// The listener's state once it has had time to notice.
  private static State settled(Bench bench, Listener listener) throws InterruptedException {
    var status = listener.status();
    if (Set.of(State.PUBLISHED, State.REACHABLE).contains(status.state())) {
      status = listener.awaitStatus(status.sequence(), bench.patience().soon());
    }
    return status.state();
  }

  @Case(number = 111, needs = Fault.DAEMON_GONE)
  @Rule({"V6", "N5"})
  void recovery_acceptKeepsWaitingAcrossRestart(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    var accept = bench.start("an accept across restarts", listener::accept).awaitBlocked();
    for (var i = 0; i < RESTARTS; i++) {
      Daemons.down(bench, Fault.DAEMON_GONE, far);
      accept.stillRuns();
      Daemons.recovers(bench, far);
      accept.stillRuns();
    }
    try (var dialled = bench.dial(near, listener.address());
        var accepted = accept.result(bench.patience().firstContact())) {
      Streams.alive(dialled, accepted, bench.patience().soon());
    }
  }

  @Case(number = 112, needs = Fault.DAEMON_GONE, blocking = false)
  @Rule("N5")
  void recovery_noBusyLoopWhileDaemonIsDown(Bench bench) throws Exception {
    var network = bench.usable(bench.open(bench.configOnPlatformThreads()));
    var listener = bench.listen(network);
    var accept = bench.start("an accept while the daemon is away", listener::accept);
    Daemons.down(bench, Fault.DAEMON_GONE, network);
    Daemons.restQuietly(bench, network, "while the daemon is away");
    accept.stillRuns();
    Daemons.recovers(bench, network);
    Daemons.restQuietly(bench, network, "after the daemon came back");
  }

  @Case(number = 116, needs = Fault.SUSPENDED)
  @Rule({"N5", "S5"})
  void recovery_suspendResumeHintRevalidates(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    Daemons.dialWorks(bench, near, listener);
    for (var sleeper : new Network[] {far, near}) {
      hint(bench, sleeper, Network.Hint.SUSPENDING);
      bench.inject(Fault.SUSPENDED, sleeper);
      hint(bench, sleeper, Network.Hint.RESUMED);
      var woken = bench.start("a dial after waking up", () -> worksAgain(bench, near, listener));
      woken.result(bench.patience().firstContact().multipliedBy(2));
    }
  }

  private static void hint(Bench bench, Network network, Network.Hint hint) throws Exception {
    bench
        .start(
            "hint " + hint,
            () -> {
              network.hint(hint);
              return true;
            })
        .result();
  }

  /// A network that has just woken may not know yet that its daemon is gone: a dial finds out.
  private static boolean worksAgain(Bench bench, Network near, Listener listener) throws Exception {
    while (true) {
      bench.usable(near);
      try {
        Daemons.dialWorks(bench, near, listener);
        return true;
      } catch (NetworkDown e) {
        near.awaitStatus(near.status().sequence(), bench.patience().glance());
      }
    }
  }

  @Case(number = 117)
  @Rule("N6")
  void recovery_attachModeNeverStopsDaemon(Bench bench) throws Exception {
    var config = bench.config();
    var network = bench.usable(bench.open(config));
    var id = bench.backend().attachedDaemon(config);
    if (id.isEmpty()) {
      throw bench.notRun("The backend under test names no daemon that it attaches to.");
    }
    bench.listen(network);
    network.close();
    Check.that(
        ProcessHandle.of(id.getAsLong()).filter(ProcessHandle::isAlive).isPresent(),
        "closing the network stopped a daemon that it had not started (N6)");
    bench.usable(bench.open(config)).close();
  }

  @Case(number = 118)
  @Rule("N6")
  void recovery_spawnModeLeavesNoOrphan(Bench bench) throws Exception {
    var before = descendants();
    var network = bench.network();
    bench.listen(network);
    var started = descendants();
    started.removeAll(before);
    if (started.isEmpty()) {
      throw bench.notApplicable("The backend starts no process.");
    }
    network.close();
    var end = System.nanoTime() + bench.patience().close().toNanos();
    while (started.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    Check.that(
        started.stream().noneMatch(ProcessHandle::isAlive),
        "a process that the backend started outlives the network (N6)");
  }

  private static Set<ProcessHandle> descendants() {
    var all = new HashSet<ProcessHandle>();
    ProcessHandle.current().descendants().forEach(all::add);
    return all;
  }
}
