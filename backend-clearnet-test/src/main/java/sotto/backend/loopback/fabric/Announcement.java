package sotto.backend.loopback.fabric;

import java.util.HashSet;
import java.util.Set;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.backend.Medium.Publication;
import sotto.spi.backend.MediumListener;

/// A listener as the fabric's places know it. The timeline's lock is held in every method that is
/// not public.
final class Announcement implements Publication {

  private final Fabric fabric;
  private final FabricNode node;
  private final FabricMedium medium;
  private final MediumListener<LoopbackKey> listener;
  private final Set<String> admitted = new HashSet<>();
  private int confirmed;
  private int wanted;
  private int attempt;
  private boolean everFound;
  private boolean withdrawn;

  Announcement(
      Fabric fabric, FabricNode node, FabricMedium medium, MediumListener<LoopbackKey> listener) {
    this.fabric = fabric;
    this.node = node;
    this.medium = medium;
    this.listener = listener;
  }

  FabricNode node() {
    return node;
  }

  FabricMedium medium() {
    return medium;
  }

  MediumListener<LoopbackKey> listener() {
    return listener;
  }

  Set<String> admitted() {
    return admitted;
  }

  /// Tells whether a look-up finds it: at least one place has it, or still remembers it.
  boolean isFound() {
    return confirmed > 0 || everFound;
  }

  /// Tells whether any place has it now.
  boolean isPublished() {
    return confirmed > 0;
  }

  /// Asks the places to publish, unless they have it or were asked already.
  void publish() {
    var places = fabric.personality().places();
    var partial = node.has(Trouble.PUBLICATION_PARTIAL);
    var goal = partial ? Math.max(1, places / 2) : places;
    if (withdrawn || !node.publishes() || wanted == goal) {
      return;
    }
    if (goal < wanted) {
      attempt++;
      confirmed = Math.min(confirmed, goal);
      wanted = confirmed;
      listener.lost(confirmed, places, "Some places did not keep it.");
    }
    var asked = wanted;
    wanted = goal;
    var number = attempt;
    for (var place = asked; place < goal; place++) {
      var wait = fabric.personality().publication().drawNanos(node.random());
      fabric.timeline().after(wait, () -> confirm(number));
    }
  }

  /// Forgets what the places confirmed; a look-up may still find what is stale.
  void lose() {
    if (withdrawn) {
      return;
    }
    attempt++;
    wanted = 0;
    confirmed = 0;
    listener.lost(0, fabric.personality().places(), "It is being published again.");
    fabric.traceLog().add(node.name(), "loses a publication");
    if (node.has(Trouble.PUBLICATION_LOST)) {
      everFound = false;
    } else {
      var number = attempt;
      var stale = fabric.personality().traits().staleAfterLoss().toNanos();
      fabric.timeline().after(stale, () -> expire(number));
    }
  }

  @Override
  public void close() {
    fabric.locked(
        () -> {
          withdrawn = true;
          node.forget(this);
          fabric.places().withdraw(this);
          fabric.traceLog().add(node.name(), "stops listening");
          return this;
        });
  }

  private void confirm(int number) {
    if (withdrawn || number != attempt) {
      return;
    }
    confirmed++;
    everFound = true;
    fabric.traceLog().add(node.name(), "is published in " + confirmed);
    var places = fabric.personality().places();
    listener.confirmed(confirmed, places);
  }

  private void expire(int number) {
    if (number == attempt && confirmed == 0) {
      everFound = false;
    }
  }
}
