package sotto.protocol.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Ticket;
import sotto.protocol.machine.Machine;
import sotto.protocol.store.Kept;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Goodbye;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.protocol.wire.Message.Want;
import sotto.protocol.wire.Topic;
import sotto.spi.Address;
import sotto.spi.NetworkException.Reason;

/// Everything that can happen to a node, in an order that a seed decides, and what the node does of
/// it, in bytes.
final class Storm {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int EVENTS = 600;
  private static final int PEERS = 12;
  private static final int ITEMS = 60;

  private static final List<Identity> IDENTITIES =
      IntStream.range(0, PEERS).mapToObj(i -> Identity.create(new Random(i))).toList();
  private static final List<Item> GOODS = IntStream.range(0, ITEMS).mapToObj(Storm::item).toList();

  private final Random chance;
  private final Machine<NodeEvent, NodeEffect> machine;
  private final ByteArrayOutputStream trace = new ByteArrayOutputStream();
  private final Set<String> kinds = new TreeSet<>();
  private final List<Bytes> sessions = new ArrayList<>();
  private Instant now = START;
  private int opened;

  private Storm(Random chance, Machine<NodeEvent, NodeEffect> machine) {
    this.chance = chance;
    this.machine = machine;
  }

  /// What a storm left behind.
  ///
  /// @param trace every effect, in order
  /// @param kinds the kinds of events and effects that occurred
  record Result(Bytes trace, Set<String> kinds) {}

  /// Lets a storm loose on a machine.
  static Result over(Machine<NodeEvent, NodeEffect> machine, long seed) {
    var storm = new Storm(new Random(seed), machine);
    storm.happen(new NodeEvent.Restored(GOODS.subList(0, 9).stream().map(Kept::of).toList()));
    for (var i = 0; i < EVENTS; i++) {
      storm.happen(storm.next());
      storm.pass(Duration.ofMillis(storm.chance.nextLong(3_000)));
    }
    return new Result(Bytes.owned(storm.trace.toByteArray()), storm.kinds);
  }

  private void happen(NodeEvent event) {
    kinds.add(event.getClass().getSimpleName());
    note(machine.on(event, now));
    switch (event) {
      case NodeEvent.Dialled(_, _, var session) -> greet(session);
      case NodeEvent.Accepted(_, var session) -> greet(session);
      default -> {}
    }
  }

  private void greet(Bytes session) {
    if (chance.nextInt(8) > 0) {
      happen(new NodeEvent.Said(session, new Hello(1, 0)));
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
    if (!machine.wakeAt().isAfter(now)) {
      note(machine.wake(now));
    }
  }

  private NodeEvent next() {
    return switch (chance.nextInt(sessions.isEmpty() ? 9 : 24)) {
      case 0 -> new NodeEvent.Unkept(ids(3));
      case 1 -> new NodeEvent.Published(any(GOODS), new Ticket(chance.nextLong(1_000)));
      case 2 -> new NodeEvent.Added(address());
      case 3 -> new NodeEvent.Removed(address());
      case 4 -> new NodeEvent.NetworkReady("loopback");
      case 5 -> new NodeEvent.Failed(address(), any(List.of(Reason.values())));
      case 6 -> chance.nextBoolean() ? new NodeEvent.Unfit(address()) : listening();
      case 7 -> new NodeEvent.Dialled(address(), any(IDENTITIES).id(), session());
      case 8 -> new NodeEvent.Accepted(any(IDENTITIES).id(), session());
      case 9 -> new NodeEvent.Offended(any(sessions));
      case 10, 11 -> new NodeEvent.Ended(sessions.remove(chance.nextInt(sessions.size())));
      case 12, 13, 14, 15, 16 -> new NodeEvent.Brought(any(sessions), any(GOODS));
      default -> new NodeEvent.Said(any(sessions), message());
    };
  }

  private NodeEvent listening() {
    return new NodeEvent.Listening(Address.of("loopback", new byte[32]));
  }

  private Message message() {
    return switch (chance.nextInt(9)) {
      case 0, 1, 2 -> new Have(1, ids(5));
      case 3, 4, 5 -> new Want(chance.nextInt(2), ids(5));
      case 6 -> new Goodbye(any(List.of(Goodbye.Why.values())));
      case 7 -> new Hello(1, 0);
      default -> new Ping(chance.nextLong());
    };
  }

  private List<ItemId> ids(int count) {
    return IntStream.range(0, count).mapToObj(_ -> any(GOODS).id()).distinct().toList();
  }

  private Address address() {
    var id = new byte[32];
    id[0] = (byte) (1 + chance.nextInt(PEERS));
    return Address.of("loopback", id);
  }

  private Bytes session() {
    var session = Hash.sha256(Bytes.owned(new byte[] {(byte) opened, (byte) (opened++ >> 8)}));
    sessions.add(session);
    return session;
  }

  private <T> T any(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  private void note(List<NodeEffect> effects) {
    for (var effect : effects) {
      kinds.add(effect.getClass().getSimpleName());
      write(effect.getClass().getSimpleName());
      write(effect);
    }
  }

  private void write(NodeEffect effect) {
    switch (effect) {
      case NodeEffect.Keep(var item) -> write(item.payload());
      case NodeEffect.Deliver(var item) -> write(item.payload());
      case NodeEffect.Forget(var id) -> write(id.bytes());
      case NodeEffect.Acknowledge(var ticket) -> write("" + ticket.number());
      case NodeEffect.Refuse(var ticket, var why) -> write(ticket.number() + " " + why);
      case NodeEffect.Send(var session, var message) -> {
        write(session);
        write(Codec.encode(message));
      }
      case NodeEffect.SendKept(var session, var id) -> {
        write(session);
        write(id.bytes());
      }
      case NodeEffect.Decline(var id, var why) -> {
        write(id.bytes());
        write("" + why);
      }
      case NodeEffect.Blame(var session, var cause) -> {
        write(session);
        write("" + cause);
      }
      case NodeEffect.Close(var session, var why) -> {
        write(session);
        write("" + why);
      }
      case NodeEffect.Dial(var address) -> write(Bytes.of(address.encode()));
    }
  }

  private void write(String text) {
    write(Bytes.owned(text.getBytes(UTF_8)));
  }

  private void write(Bytes bytes) {
    trace.write(bytes.size() >> 16);
    trace.write(bytes.size() >> 8);
    trace.write(bytes.size());
    trace.writeBytes(bytes.toArray());
  }

  /// An item of one of the peers, dead, alive or of the future, that lives for minutes.
  private static Item item(int number) {
    return Item.create(
        IDENTITIES.get(number % 5),
        new Topic(1),
        number,
        START.plusSeconds(number % 7 * 200L - 300),
        Duration.ofMinutes(1 + number % 9),
        Bytes.owned(new byte[number]));
  }
}
