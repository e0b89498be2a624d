package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import sotto.backend.loopback.core.LoopbackAddresses;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.Trait;
import sotto.spi.backend.Medium;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Station;
import sotto.spi.backend.StreamLink;
import sotto.spi.facet.ClientAuthorization;
import sotto.spi.facet.PresenceProbe;

/// Carries the links of one open node of a fabric.
final class FabricMedium implements Medium<LoopbackKey, LoopbackKey> {

  /// In how many steps a bootstrap shows its progress.
  private static final int STEPS = 4;

  private final Fabric fabric;
  private final FabricNode node;
  private final Station station;
  private final LoopbackAddresses keys;
  private final Credentials credentials;
  private final Set<FabricGate> waits = new LinkedHashSet<>();
  private int boots;
  private int step;
  private int dials;
  private boolean closed;

  FabricMedium(Fabric fabric, FabricNode node, Station station, LoopbackAddresses keys) {
    this.fabric = fabric;
    this.node = node;
    this.station = station;
    this.keys = keys;
    this.credentials = new Credentials(this);
  }

  /// Starts the daemon, for the first time or again.
  void boot() {
    boots++;
    step = 0;
    var number = boots;
    var whole = fabric.personality().startup().drawNanos(node.random());
    for (var i = 1; i <= STEPS; i++) {
      fabric.timeline().after(whole * i / STEPS, () -> progress(number));
    }
    show();
  }

  /// Says what the status is.
  void show() {
    if (closed) {
      return;
    }
    var trouble = node.shown();
    if (trouble.isPresent()) {
      var shown = trouble.get();
      station.say(shown.phase(), shown.percent(), shown.blockage(), detail(shown));
    } else if (isBooted()) {
      station.ready();
    } else {
      station.say(Phase.STARTING, 100 * step / (STEPS + 1), Blockage.NONE, "");
    }
  }

  boolean isBooted() {
    return step == STEPS;
  }

  boolean isClosed() {
    return closed;
  }

  Fabric fabric() {
    return fabric;
  }

  FabricNode node() {
    return node;
  }

  LoopbackAddresses keys() {
    return keys;
  }

  Station station() {
    return station;
  }

  Credentials credentials() {
    return credentials;
  }

  /// Makes a gate that closing the network wakes; whoever waits there forgets it afterwards.
  FabricGate gate() {
    var gate = new FabricGate(fabric.timeline());
    waits.add(gate);
    return gate;
  }

  void forget(FabricGate gate) {
    waits.remove(gate);
  }

  /// Lays a wire to another node, or to our own.
  Wire wire(FabricNode to) {
    dials++;
    var name = node.name() + "-" + to.name() + "#" + dials;
    var random = fabric.random(name.hashCode() * 31L + dials);
    var wire = new Wire(fabric, name, node, to, random);
    node.remember(wire);
    to.remember(wire);
    return wire;
  }

  @Override
  public Publication publish(MediumListener<LoopbackKey> listener) throws KeyInUse {
    fabric.timeline().lock().lock();
    try {
      for (var other : fabric.places().withKeyOf(listener.address())) {
        if (other.node() != node || other.listener().address().equals(listener.address())) {
          throw new KeyInUse(
              "This key is being listened on already. What to do: close that listener first.");
        }
      }
      fabric.traceLog().add(node.name(), "listens");
      var announcement = new Announcement(fabric, node, this, listener);
      fabric.places().announce(announcement);
      node.remember(announcement);
      announcement.publish();
      return announcement;
    } finally {
      fabric.timeline().lock().unlock();
    }
  }

  @Override
  public LoopbackKey identity(Isolation isolation) {
    return keys.newKey(station.random());
  }

  @Override
  public LoopbackKey identity(MediumListener<LoopbackKey> listener) {
    return listener.key();
  }

  @Override
  public StreamLink dial(LoopbackKey caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    fabric.timeline().lock().lock();
    try {
      if (closed) {
        throw Call.closedNetwork();
      }
      var refusal = node.refusal();
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      fabric.traceLog().add(node.name(), "dials");
      return new Call(this, caller, peer, released).await(timeout);
    } finally {
      fabric.timeline().lock().unlock();
    }
  }

  @Override
  public void hint(Hint hint) {
    fabric.locked(
        () -> {
          switch (hint) {
            case RESUMED, NETWORK_CHANGED -> node.resume();
            case SUSPENDING -> fabric.traceLog().add(node.name(), "is about to sleep");
          }
          return this;
        });
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    if (type == ClientAuthorization.class && station.traits().has(Trait.CLIENT_AUTH)) {
      return Optional.of(type.cast(credentials));
    }
    if (type == PresenceProbe.class) {
      return Optional.of(type.cast(new Presences(this)));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    fabric.locked(
        () -> {
          closed = true;
          waits.forEach(FabricGate::changed);
          node.close();
          fabric.traceLog().add(node.name(), "closes");
          return this;
        });
  }

  private void progress(int number) {
    if (number == boots && !closed) {
      step++;
      show();
      if (isBooted()) {
        node.republish();
      }
    }
  }

  private String detail(Trouble trouble) {
    return trouble == Trouble.CLOCK_SKEW
        ? "The clock is wrong by " + node.skew().toSeconds() + " seconds."
        : "";
  }
}
