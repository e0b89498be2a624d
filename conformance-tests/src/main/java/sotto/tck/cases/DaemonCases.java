package sotto.tck.cases;

import java.time.Duration;
import sotto.spi.Isolation;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Blockage;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;

/// The daemon lives, and does not do as it should.
@Group(number = 11, title = "Daemon failure and recovery")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class DaemonCases {

  @Case(number = 113, needs = Fault.DAEMON_SILENT)
  @Rule({"N5", "D2", "D5", "S5"})
  void recovery_halfDeadDaemonDetected(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    Daemons.dialWorks(bench, near, listener);
    bench.inject(Fault.DAEMON_SILENT, near);
    var timeout = bench.patience().dial();
    var dial =
        bench.start(
            "a dial with a silent daemon",
            () -> near.dial(listener.address(), Isolation.shared(), timeout));
    try {
      dial.result(timeout.plus(bench.patience().grace()));
      Check.that(false, "a dial works though the daemon is silent");
    } catch (NetworkDown | DialTimeout _) {
      // Either is true: our side is not fit, or the time ran out.
    }
    Daemons.down(bench, Fault.DAEMON_SILENT, near);
    Check.equal(Blockage.NO_DAEMON, near.status().blockage(), "what is in the way (S5)");
    Daemons.recovers(bench, near);
    Daemons.dialWorks(bench, near, listener);
  }

  @Case(
      number = 114,
      needs = {Fault.DAEMON_OVERSIZED, Fault.DAEMON_GARBLED})
  @Rule({"D5", "N7"})
  void recovery_controlLineTooLongOrBinaryIsRejected(Bench bench) throws Exception {
    for (var fault : new Fault[] {Fault.DAEMON_OVERSIZED, Fault.DAEMON_GARBLED}) {
      rejected(bench, fault);
      rejectedFromTheStart(bench, fault);
    }
  }

  @Case(number = 115, needs = Fault.DAEMON_HANGS_UP)
  @Rule({"D5", "N5"})
  void recovery_partialReplyThenDisconnect(Bench bench) throws Exception {
    rejected(bench, Fault.DAEMON_HANGS_UP);
    rejectedFromTheStart(bench, Fault.DAEMON_HANGS_UP);
  }

  /// A reply that makes no sense ends the dial in time and as our own fault, and is not for ever.
  private static void rejected(Bench bench, Fault fault) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    var accept = bench.start("an accept meanwhile", listener::accept).awaitBlocked();
    bench.inject(fault, near);
    Daemons.dialIsDown(bench, near, listener.address());
    bench.inject(fault, far);
    accept.stillRuns();
    Daemons.recovers(bench, near);
    Daemons.recovers(bench, far);
    bench.dial(near, listener.address()).close();
    accept.result(bench.patience().firstContact()).close();
  }

  /// A daemon that talks nonsense from the start makes opening fail, or the network unusable.
  private static void rejectedFromTheStart(Bench bench, Fault fault) throws Exception {
    var config = bench.config();
    bench.inject(fault, config);
    var opened =
        bench.start("opening with a daemon that talks nonsense", () -> opened(bench, config));
    if (opened.result(bench.patience().firstContact())) {
      bench.heal(config);
      bench.network();
    }
  }

  private static boolean opened(Bench bench, NetworkConfig config) throws Exception {
    try {
      var network = bench.open(config);
      network.awaitStatus(network.status().sequence(), bench.patience().glance());
      Check.that(!network.status().usable(), "a network is usable whose daemon talks nonsense");
      return true;
    } catch (NetworkDown _) {
      return false;
    }
  }

  @Case(number = 119, needs = Fault.DAEMON_REFUSES_LOGIN, blocking = false)
  @Rule({"N5", "S5", "D5"})
  void recovery_authFailureIsNotRetriedForever(Bench bench) throws Exception {
    var config = bench.configOnPlatformThreads();
    bench.inject(Fault.DAEMON_REFUSES_LOGIN, config);
    try {
      var network = bench.open(config);
      refused(bench, network);
    } catch (NetworkDown e) {
      Check.equal(Reason.AUTHENTICATION, e.reason(), "the reason why opening failed (S5)");
    }
  }

  private static void refused(Bench bench, Network network) throws Exception {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    var status = network.status();
    while (status.blockage() != Blockage.AUTHENTICATION) {
      var left = end - System.nanoTime();
      Check.that(left > 0, "refused credentials are not named as what is in the way (S5)");
      status = network.awaitStatus(status.sequence(), Duration.ofNanos(left));
    }
    Check.that(!status.usable(), "a network is usable whose daemon refuses us");
    Daemons.restQuietly(bench, network, "while the daemon refuses our credentials");
    var failure = Daemons.dialIsDown(bench, network, bench.key().address());
    Check.equal(Reason.AUTHENTICATION, failure.reason(), "the reason why a dial fails (D5)");
  }
}
