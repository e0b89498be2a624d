package sotto.protocol.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.FloodEffect.Acknowledge;
import sotto.protocol.flood.FloodEffect.Decline;
import sotto.protocol.flood.FloodEffect.Deliver;
import sotto.protocol.flood.FloodEffect.Disconnect;
import sotto.protocol.flood.FloodEffect.Forget;
import sotto.protocol.flood.FloodEffect.Keep;
import sotto.protocol.flood.FloodEffect.Refuse;
import sotto.protocol.flood.FloodEffect.Send;
import sotto.protocol.flood.FloodEffect.SendKept;
import sotto.protocol.flood.FloodEvent.Offered;
import sotto.protocol.flood.FloodEvent.PeerDown;
import sotto.protocol.flood.FloodEvent.PeerUp;
import sotto.protocol.flood.FloodEvent.Published;
import sotto.protocol.flood.FloodEvent.Received;
import sotto.protocol.flood.FloodEvent.Restored;
import sotto.protocol.flood.FloodEvent.Wanted;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Want;

/// A node of a [World]: a [Flood], a disk that survives crashes, and the checks.
final class WorldNode {

  /// How late an item may disappear.
  private static final Duration EXPIRY_SLACK = Duration.ofSeconds(60);

  private final World world;
  private final PeerId id;
  private final Quota quota;
  private final Map<ItemId, Item> disk = new LinkedHashMap<>();
  private final Map<Ticket, Item> unacknowledged = new LinkedHashMap<>();
  private final Set<Item> acknowledged = new HashSet<>();
  private final Set<ItemId> delivered = new HashSet<>();
  private final Map<PeerId, WorldLink> sessions = new LinkedHashMap<>();
  private Seen seen = new Seen();
  private @Nullable Flood flood;
  private Instant waking = Instant.MAX;

  WorldNode(World world, PeerId id, Quota quota) {
    this.world = world;
    this.id = id;
    this.quota = quota;
  }

  PeerId id() {
    return id;
  }

  boolean isUp() {
    return flood != null;
  }

  boolean keeps(ItemId item) {
    return disk.containsKey(item);
  }

  int keptCount() {
    return disk.size();
  }

  @Nullable WorldLink linkTo(PeerId peer) {
    return sessions.get(peer);
  }

  /// Starts with what the disk has.
  void start() {
    if (flood == null) {
      flood = new Flood(quota);
      seen = new Seen();
      on(new Restored(disk.values().stream().map(Kept::of).toList()));
      world.links().stream().filter(link -> link.touches(this)).forEach(WorldLink::rise);
    }
  }

  /// Loses everything but the disk, and comes back later.
  void crash(Duration time) {
    if (flood != null) {
      flood = null;
      waking = Instant.MAX;
      unacknowledged.clear();
      world.links().stream().filter(link -> link.touches(this)).forEach(WorldLink::fall);
      world.after(time, this::start);
    }
  }

  void met(WorldNode peer, WorldLink link) {
    sessions.put(peer.id, link);
    on(new PeerUp(peer.id));
  }

  void lost(WorldNode peer) {
    sessions.remove(peer.id);
    if (flood != null) {
      on(new PeerDown(peer.id));
    }
  }

  void publish(Item item) {
    if (flood != null) {
      var ticket = new Ticket(world.published.size());
      world.published.add(item);
      unacknowledged.put(ticket, item);
      on(new Published(item, ticket));
      assertThat(unacknowledged).as("a publication is answered at once").isEmpty();
    }
  }

  /// Does what a reader does with a message.
  void hear(PeerId from, Message message) {
    switch (message) {
      case Data(var item) -> {
        if (!seen.contains(item.id())) {
          seen.add(item.id());
          on(new Received(from, item));
        }
      }
      case Have have -> on(new Offered(from, have));
      case Want want -> on(new Wanted(from, want));
      default -> throw new AssertionError("nobody says anything else here");
    }
  }

  private void on(FloodEvent event) {
    var machine = flood;
    if (machine == null) {
      return;
    }
    world.happened(this, event.getClass().getSimpleName());
    perform(machine.on(event, world.now()));
    settle(machine);
  }

  private void wake() {
    var machine = flood;
    if (machine != null && !world.now().isBefore(waking)) {
      waking = Instant.MAX;
      perform(machine.wake(world.now()));
      settle(machine);
    }
  }

  private void settle(Flood machine) {
    check(machine);
    if (machine.wakeAt().isBefore(waking)) {
      waking = machine.wakeAt();
      world.at(waking.isBefore(world.now()) ? world.now() : waking, this::wake);
    }
  }

  private void perform(List<FloodEffect> effects) {
    for (var effect : effects) {
      world.happened(this, effect.getClass().getSimpleName());
      switch (effect) {
        case Keep(var item) ->
            assertThat(disk.put(item.id(), item)).as("nothing is kept twice").isNull();
        case Forget(var item) -> {
          assertThat(disk.remove(item)).as("only what is kept is forgotten").isNotNull();
          seen.remove(item);
        }
        case Decline(var _, var item, var _) -> seen.remove(item);
        case Deliver(var item) -> {
          assertThat(disk).as("what is delivered is kept").containsKey(item.id());
          assertThat(delivered.add(item.id())).as("nothing is delivered twice").isTrue();
        }
        case Acknowledge(var ticket, var _) -> {
          var item = unacknowledged.remove(ticket);
          assertThat(disk).as("what is acknowledged is kept").containsValue(item);
          acknowledged.add(item);
        }
        case Refuse(var ticket, var _) -> unacknowledged.remove(ticket);
        case Send(var to, var message) -> world.send(this, to, message);
        case SendKept(var to, var item) -> world.send(this, to, new Data(disk.get(item)));
        case Disconnect _ -> throw new AssertionError("an honest peer is disconnected");
      }
    }
  }

  private void check(Flood machine) {
    assertThat(machine.items()).as("index and disk agree").isEqualTo(disk.size());
    assertThat(machine.bytes()).as("the quota holds").isLessThanOrEqualTo(quota.bytes());
    var past = world.now().minus(EXPIRY_SLACK);
    for (var item : disk.values()) {
      assertThat(item.isExpired(past)).as("what has expired is gone").isFalse();
    }
    for (var item : acknowledged) {
      assertThat(disk.containsKey(item.id()) || item.isExpired(world.now()))
          .as("what was acknowledged is there until it expires")
          .isTrue();
    }
  }
}
