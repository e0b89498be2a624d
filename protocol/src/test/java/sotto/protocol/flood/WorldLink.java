package sotto.protocol.flood;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import sotto.protocol.wire.Codec;
import sotto.protocol.wire.Malformed;
import sotto.protocol.wire.Message;

/// A link between two nodes of a [World], with whatever goes wrong on it.
final class WorldLink {

  private final World world;
  private final WorldNode left;
  private final WorldNode right;
  private final Duration latency;
  private Instant leftwards = Instant.EPOCH;
  private Instant rightwards = Instant.EPOCH;
  private int life;
  private boolean up;
  private boolean cut;

  WorldLink(World world, WorldNode left, WorldNode right, Duration latency) {
    this.world = world;
    this.left = left;
    this.right = right;
    this.latency = latency;
  }

  boolean joins(List<WorldNode> half) {
    return half.contains(left) != half.contains(right);
  }

  boolean touches(WorldNode node) {
    return left == node || right == node;
  }

  /// Begins a session, if both ends are up and nothing is in the way.
  void rise() {
    if (!up && !cut && left.isUp() && right.isUp()) {
      up = true;
      life++;
      leftwards = world.now();
      rightwards = world.now();
      left.met(right, this);
      right.met(left, this);
    }
  }

  /// Ends the session; what is under way is lost. It begins again after a while.
  void fall() {
    if (up) {
      up = false;
      life++;
      left.lost(right);
      right.lost(left);
    }
    world.after(Duration.ofMillis(world.random.nextLong(100, 20_000)), this::rise);
  }

  /// Takes the link away, or gives it back.
  void cut(boolean away) {
    cut = away;
    if (away) {
      fall();
    } else {
      rise();
    }
  }

  /// Lets nothing through for a while, and then everything.
  void clog(Duration time) {
    leftwards = latest(leftwards, world.now().plus(time));
    rightwards = latest(rightwards, world.now().plus(time));
  }

  void send(WorldNode from, Message message) {
    if (!up) {
      return;
    }
    var arrival = world.now().plus(latency).plusMillis(world.random.nextLong(50));
    if (from == left) {
      rightwards = latest(rightwards, arrival);
    } else {
      leftwards = latest(leftwards, arrival);
    }
    var sentIn = life;
    var carried = carried(message);
    world.at(
        from == left ? rightwards : leftwards,
        () -> {
          if (life == sentIn) {
            (from == left ? right : left).hear(from.id(), carried);
          }
        });
  }

  /// Sends some messages through the codec, as all are in a node.
  private Message carried(Message message) {
    if (world.random.nextInt(16) != 0) {
      return message;
    }
    try {
      return Codec.decode(Codec.encode(message));
    } catch (Malformed e) {
      throw new AssertionError("what we wrote can be read", e);
    }
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
