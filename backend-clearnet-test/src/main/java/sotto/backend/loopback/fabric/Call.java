package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Trait;
import sotto.spi.backend.StreamLink;

/// One dial, from the moment in which it is made to its link or its failure. The timeline's lock is
/// held in every method.
final class Call {

  private final Fabric fabric;
  private final FabricNode node;
  private final FabricMedium medium;
  private final LoopbackKey caller;
  private final Address peer;
  private final Runnable released;
  private final FabricGate gate;
  private final boolean unlucky;
  private Optional<StreamLink> link = Optional.empty();
  private Optional<NetworkException> failure = Optional.empty();
  private boolean over;

  Call(FabricMedium medium, LoopbackKey caller, Address peer, Runnable released) {
    this.fabric = medium.fabric();
    this.node = medium.node();
    this.medium = medium;
    this.caller = caller;
    this.peer = peer;
    this.released = released;
    this.gate = medium.gate();
    var loss = fabric.personality().dialLoss();
    this.unlucky = loss > 0 && node.random().nextDouble() < loss;
  }

  /// Waits for the outcome.
  StreamLink await(Duration timeout) throws NetworkException, InterruptedException {
    var deadline = gate.deadline(timeout);
    var wait = fabric.personality().dial().drawNanos(node.random());
    fabric.timeline().after(wait, this::resolve);
    try {
      while (link.isEmpty() && failure.isEmpty() && !medium.isClosed() && gate.await(deadline)) {
        // Something changed; look again.
      }
      return outcome();
    } finally {
      over = true;
      medium.forget(gate);
      fabric.forget(this);
    }
  }

  /// Decides, or waits on if nobody answers.
  void resolve() {
    if (over || medium.isClosed() || link.isPresent() || failure.isPresent()) {
      return;
    }
    var refusal = node.refusal();
    if (refusal.isPresent()) {
      fail(refusal.get());
    } else if (node.stallsDials()) {
      fabric.keep(this);
    } else {
      lookUp();
    }
  }

  private void lookUp() {
    var found = fabric.places().find(peer);
    if (found.isEmpty() || !found.get().isFound()) {
      var other = fabric.places().withKeyOf(peer).stream().anyMatch(Announcement::isPublished);
      fail(other ? Reason.REFUSED : Reason.NOT_FOUND);
      return;
    }
    var target = found.get();
    if (unlucky || !target.node().hears() || fabric.parted(node, target.node())) {
      fail(Reason.AWAY);
    } else if (target.node().stallsDials()) {
      fabric.keep(this);
    } else if (!target.isPublished()) {
      fail(Reason.AWAY);
    } else if (!medium.credentials().open(target)) {
      fail(Reason.REQUIRES_AUTH);
    } else {
      arrive(target);
    }
  }

  private void arrive(Announcement target) {
    var wire = medium.wire(target.node());
    var there = wire.toListener();
    var here = wire.toDialler();
    var visible = fabric.personality().traits().has(Trait.SOURCE_VISIBLE);
    var arrival =
        target
            .medium()
            .station()
            .links()
            .link(
                visible ? Optional.of(caller.address()) : Optional.empty(),
                there.pipe(),
                new FabricFlow(fabric.timeline(), here),
                () -> {});
    if (!target.listener().arrive(arrival)) {
      arrival.close();
      wire.toListener().finish();
      fail(Reason.REFUSED);
      return;
    }
    fabric.traceLog().add(node.name(), "is linked with " + target.node().name());
    var flow = new FabricFlow(fabric.timeline(), there);
    link =
        Optional.of(medium.station().links().link(Optional.of(peer), here.pipe(), flow, released));
    gate.changed();
  }

  private void fail(Reason reason) {
    fail(
        new PeerUnreachable(
            reason,
            switch (reason) {
              case NOT_FOUND -> "No such peer is published. What to do: try later.";
              case REFUSED -> "The peer does not take the link. What to do: try later.";
              case REQUIRES_AUTH ->
                  "The peer admits only callers with a credential. What to do: ask it for one.";
              default -> "The peer is published and does not answer. What to do: try later.";
            }));
  }

  private void fail(NetworkException e) {
    failure = Optional.of(e);
    fabric.traceLog().add(node.name(), "fails to dial: " + e.reason());
    gate.changed();
  }

  static NetworkClosed closedNetwork() {
    return new NetworkClosed("This network is closed. What to do: open it again.");
  }

  private StreamLink outcome() throws NetworkException {
    if (link.isPresent()) {
      return link.get();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (medium.isClosed()) {
      throw closedNetwork();
    }
    fabric.traceLog().add(node.name(), "gives a dial up");
    throw new DialTimeout("The peer did not answer in time. What to do: allow more, or retry.");
  }
}
