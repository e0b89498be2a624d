package sotto.node.running;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sotto.node.control.Controls;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.protocol.Delivery.Arrived;
import sotto.protocol.Delivery.Missed;
import sotto.protocol.Feed;
import sotto.protocol.Item;
import sotto.protocol.ItemId;
import sotto.protocol.Node;
import sotto.protocol.NodeException;
import sotto.protocol.Topic;

/// Lets clients have a node do things, in words of the command line.
///
/// Safe for use by any number of threads.
public final class RunningNode implements Controls {

  /// How long a get waits at the most between two looks for its item.
  private static final Duration LOOK_MAX = Duration.ofMillis(200);

  private final Node node;
  private final InstantSource clock;

  /// Takes a node, which stays the caller's to close.
  public RunningNode(Node node, InstantSource clock) {
    this.node = node;
    this.clock = clock;
  }

  @Override
  public JsonObject status(boolean reveal) {
    return Shapes.status(node, reveal);
  }

  @Override
  public JsonObject peers(boolean reveal) {
    return Shapes.peers(node, reveal, clock.instant());
  }

  @Override
  public JsonObject connect(String address) throws Failure, InterruptedException {
    try {
      var peer = node.parse(address);
      node.connect(peer);
      return Json.answer().with("added", Shown.address(peer, false)).object();
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  @Override
  public JsonObject forget(String address) throws Failure, InterruptedException {
    try {
      var peer = node.parse(address);
      if (node.known().stream().noneMatch(view -> view.address().equals(peer))) {
        throw new Failure(
            Exit.NOT_FOUND,
            "The node remembers no such address. What to do: sotto peers --show-address.");
      }
      node.forget(peer);
      return Json.answer().with("forgotten", Shown.address(peer, false)).object();
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  @Override
  public JsonObject put(String topic, Duration ttl, byte[] body)
      throws Failure, InterruptedException {
    if (ttl.compareTo(Node.TTL_MIN) < 0 || ttl.compareTo(Node.TTL_MAX) > 0) {
      throw new Failure(
          Exit.USAGE,
          "An item lives for %d second to %d days. What to do: choose another --ttl."
              .formatted(Node.TTL_MIN.toSeconds(), Node.TTL_MAX.toDays()));
    }
    if (body.length > Item.BODY_MAX) {
      throw new Failure(
          Exit.REFUSED,
          "A body has at most %d bytes. What to do: split it.".formatted(Item.BODY_MAX));
    }
    var life = Duration.ofSeconds(ttl.toSeconds());
    var about = topic(topic);
    try {
      var id = node.publish(about, body, life);
      return Json.answer()
          .with("id", id.text())
          .with("topic", about.text())
          .with("size", body.length)
          .with("expires", Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond()) + "")
          .with("sessions", node.status().sessions())
          .object();
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  @Override
  public Optional<JsonObject> item(String id, Duration patience)
      throws Failure, InterruptedException {
    var which = itemId(id);
    var until = System.nanoTime() + patience.toNanos();
    var look = Duration.ofMillis(5);
    try {
      while (true) {
        var item = node.item(which);
        if (item.isPresent() || System.nanoTime() >= until) {
          return item.map(Shapes::item);
        }
        Thread.sleep(look);
        look = look.multipliedBy(2).compareTo(LOOK_MAX) < 0 ? look.multipliedBy(2) : LOOK_MAX;
      }
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  @Override
  public List<String> items(String topic) throws Failure {
    try {
      return node.items(topic(topic)).stream().map(ItemId::text).toList();
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  @Override
  public Watch watch(String topic, boolean fromStart) throws Failure {
    var about = topic(topic);
    try {
      return new FeedWatch(fromStart ? node.feedFromStart(about) : node.feed(about));
    } catch (NodeException e) {
      throw Causes.of(e);
    }
  }

  private static Topic topic(String text) throws Failure {
    try {
      return Topic.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Exit.USAGE, "This is not a topic: it has 8 of 0-9 and a-f. What to do: correct it.", e);
    }
  }

  private static ItemId itemId(String text) throws Failure {
    try {
      return new ItemId(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Exit.USAGE,
          "This is not the id of an item: it has %d characters of a-z and 2-7. What to do: copy it"
                  .formatted(ItemId.TEXT_LENGTH)
              + " whole, as flood put or flood list printed it.",
          e);
    }
  }

  private record FeedWatch(Feed feed) implements Watch {

    @Override
    public JsonObject next() throws Failure, InterruptedException {
      try {
        return switch (feed.next()) {
          case Arrived(var item) -> event("item", Shapes.item(item));
          case Missed(var count) ->
              Json.answer().with("event", "missed").with("count", count).object();
        };
      } catch (NodeException e) {
        throw Causes.of(e);
      }
    }

    @Override
    public void close() {
      feed.close();
    }

    private static JsonObject event(String name, JsonObject item) {
      var json = Json.answer().with("event", name).object();
      item.entrySet().stream()
          .filter(field -> !json.has(field.getKey()))
          .forEach(field -> json.add(field.getKey(), field.getValue()));
      return json;
    }
  }
}
