package sotto.testnet.i2p.routers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import sotto.testnet.keep.Deadline;

/// Makes routers that know nobody into a network.
///
/// Two routers are connected before the second knows the first, so that only one of them dials.
/// Where both dial, one connection is closed, which looks to a router like an attack, and it blocks
/// the other's IP address for three quarters of an hour.
final class Mesh {

  /// All of it takes about six seconds on two idle cores; this is for a machine that is busy.
  private static final Duration START_MAX = Duration.ofMinutes(3);

  /// What the routers themselves give a handshake, and a little more.
  private static final Duration GREETING_MAX = Duration.ofSeconds(12);

  private final List<OneRouter> routers;
  private final Consumer<String> progress;
  private final Deadline deadline = Deadline.in(START_MAX);

  Mesh(List<OneRouter> routers, Consumer<String> progress) {
    this.routers = routers;
    this.progress = progress;
  }

  void make() throws IOException, InterruptedException {
    progress.accept("starting the routers");
    for (var router : routers) {
      router.run();
    }
    progress.accept("waiting for the routers to know themselves");
    for (var router : routers) {
      await("A router does not know itself", router::isPresentable);
    }
    progress.accept("introducing the routers to each other");
    for (var later = 1; later < routers.size(); later++) {
      for (var earlier = 0; earlier < later; earlier++) {
        introduce(routers.get(later), routers.get(earlier));
      }
    }
    progress.accept("waiting for tunnels");
    for (var router : routers) {
      await("A router gets no tunnels", router::hasTunnels);
    }
  }

  private void introduce(OneRouter caller, OneRouter called)
      throws IOException, InterruptedException {
    var self = called.self();
    var hash = self.getIdentity().getHash();
    while (!caller.isConnectedTo(hash)) {
      if (deadline.left().isZero()) {
        throw new IOException("Two routers do not connect.");
      }
      called.release();
      caller.meet(self);
      caller.greet(self);
      Deadline.in(GREETING_MAX)
          .await(
              () -> {
                caller.nudge(self);
                return caller.isConnectedTo(hash);
              });
    }
    called.meet(caller.self());
  }

  private void await(String otherwise, Deadline.Question question)
      throws IOException, InterruptedException {
    if (!deadline.await(question)) {
      throw new IOException(otherwise + ".");
    }
  }
}
