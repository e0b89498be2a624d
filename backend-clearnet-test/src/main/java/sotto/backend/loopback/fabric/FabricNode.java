package sotto.backend.loopback.fabric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkStatus.Phase;

/// One node of a fabric, seen from outside: what is wrong with it.
///
/// A trouble may be injected before the node is open, and outlives its closing. Safe for use by any
/// number of threads.
public final class FabricNode {

  /// How long a silent daemon goes unnoticed: a backend's watchdog would ask about as often.
  static final Duration SILENCE_MAX = Duration.ofSeconds(1);

  private final Fabric fabric;
  private final String name;
  private final RandomGenerator random;
  private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final Set<Announcement> announcements = new LinkedHashSet<>();
  private Optional<FabricMedium> medium = Optional.empty();
  private Duration skew = Duration.ZERO;
  private boolean silenceNoticed;

  FabricNode(Fabric fabric, String name, RandomGenerator random) {
    this.fabric = fabric;
    this.name = name;
    this.random = random;
  }

  /// Makes something go wrong, until it is healed.
  ///
  /// @param trouble what
  public void inject(Trouble trouble) {
    change(
        () -> {
          if (troubles.add(trouble)) {
            fabric.traceLog().add(name, "suffers " + trouble);
            strike(trouble);
          }
        });
  }

  /// Makes one thing well again.
  ///
  /// @param trouble what
  public void heal(Trouble trouble) {
    change(() -> cure(trouble));
  }

  /// Makes all well again.
  public void heal() {
    change(() -> List.copyOf(troubles).forEach(this::cure));
  }

  /// Makes the clock wrong by an amount; [#heal] sets it right.
  ///
  /// @param amount by how much
  public void skewClock(Duration amount) {
    change(() -> skew = amount);
    inject(Trouble.CLOCK_SKEW);
  }

  /// Lets all links of this node die, as when its paths are gone.
  public void dieLinks() {
    change(() -> List.copyOf(wires).forEach(Wire::die));
  }

  /// Tells what is wrong.
  ///
  /// @return the troubles
  public Set<Trouble> troubles() {
    return fabric.locked(() -> Set.copyOf(troubles));
  }

  @Override
  public String toString() {
    return "node:" + name;
  }

  // What follows is the fabric's; its lock is held.

  String name() {
    return name;
  }

  RandomGenerator random() {
    return random;
  }

  boolean has(Trouble trouble) {
    return troubles.contains(trouble);
  }

  boolean stallsLinks() {
    return has(Trouble.LINKS_STALL) || has(Trouble.SUSPENDED);
  }

  boolean stallsDials() {
    return has(Trouble.DIALS_STALL) || has(Trouble.SUSPENDED) || has(Trouble.DAEMON_SILENT);
  }

  /// Tells whether publications of this node hold.
  boolean publishes() {
    return troubles.stream().noneMatch(Trouble::losesPublications)
        && !has(Trouble.PUBLICATION_HELD)
        && shown().isEmpty()
        && (medium.isEmpty() || medium.get().isBooted());
  }

  /// Tells whether this node is open and would hear a dial.
  boolean hears() {
    return medium.isPresent() && shown().isEmpty();
  }

  /// Returns the trouble that decides the network's status.
  Optional<Trouble> shown() {
    return troubles.stream()
        .filter(Trouble::shows)
        .filter(trouble -> trouble != Trouble.DAEMON_SILENT || silenceNoticed)
        .findFirst();
  }

  Duration skew() {
    return skew;
  }

  /// Fails a dial of ours for which our own side is not fit.
  Optional<NetworkDown> refusal() {
    var trouble = shown();
    if (trouble.isPresent()) {
      return Optional.of(
          new NetworkDown(
              trouble.get().reason(),
              "The daemon cannot carry this now. What to do: wait for the network's status."));
    }
    var booted = medium.isPresent() && medium.get().isBooted();
    return booted
        ? Optional.empty()
        : Optional.of(
            new NetworkDown(
                Reason.NOT_READY, "The network is starting. What to do: wait for its status."));
  }

  void open(FabricMedium opened) {
    medium = Optional.of(opened);
  }

  void close() {
    medium = Optional.empty();
  }

  void remember(Wire wire) {
    wires.add(wire);
  }

  void forget(Wire wire) {
    wires.remove(wire);
  }

  void remember(Announcement announcement) {
    announcements.add(announcement);
  }

  void forget(Announcement announcement) {
    announcements.remove(announcement);
  }

  void dieLinksTo(FabricNode other) {
    List.copyOf(wires).stream().filter(wire -> wire.joins(this, other)).forEach(Wire::die);
  }

  /// Publishes again what is not, where that is possible now.
  void republish() {
    if (publishes()) {
      List.copyOf(announcements).forEach(Announcement::publish);
    }
  }

  /// Takes the hint that the machine woke up: whatever went stale is noticed and renewed.
  void resume() {
    if (has(Trouble.SUSPENDED)) {
      new ArrayList<>(wires).forEach(Wire::die);
      announcements.forEach(Announcement::lose);
      heal(Trouble.SUSPENDED);
    }
  }

  private void strike(Trouble trouble) {
    if (trouble.killsLinks()) {
      List.copyOf(wires).forEach(Wire::die);
    }
    if (trouble.losesPublications()) {
      announcements.forEach(Announcement::lose);
    }
    if (trouble == Trouble.PUBLICATION_PARTIAL) {
      announcements.forEach(Announcement::publish);
    }
    if (trouble == Trouble.DAEMON_SILENT) {
      fabric.timeline().after(SILENCE_MAX.toNanos(), this::noticeSilence);
    }
  }

  private void cure(Trouble trouble) {
    if (!troubles.remove(trouble)) {
      return;
    }
    fabric.traceLog().add(name, "is healed of " + trouble);
    if (trouble == Trouble.DAEMON_SILENT) {
      silenceNoticed = false;
    }
    if (trouble.phase() == Phase.DOWN) {
      medium.ifPresent(FabricMedium::boot);
    }
    if (trouble == Trouble.PUBLICATION_PARTIAL) {
      announcements.forEach(Announcement::publish);
    }
    wires.forEach(Wire::move);
  }

  private void noticeSilence() {
    if (has(Trouble.DAEMON_SILENT)) {
      silenceNoticed = true;
      announcements.forEach(Announcement::lose);
      medium.ifPresent(FabricMedium::show);
      fabric.retryStuck();
    }
  }

  private void change(Runnable what) {
    fabric.locked(
        () -> {
          what.run();
          medium.ifPresent(FabricMedium::show);
          republish();
          fabric.retryStuck();
          return this;
        });
  }
}
