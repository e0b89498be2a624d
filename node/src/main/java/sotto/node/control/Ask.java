package sotto.node.control;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import sotto.node.terminal.Json;

/// What a client can ask a running node for.
///
/// As JSON an ask is an object with `"v":1`, `"token"`, `"do"` and the fields below by their names;
/// bodies are base64, times are milliseconds.
public sealed interface Ask {

  /// The longest address, topic or identifier, in characters.
  int NAME_MAX = 255;

  /// The largest body, in bytes: what the protocol takes in one item.
  int BODY_MAX = 64 * 1024;

  /// The longest wait that can be asked for.
  Duration WAIT_MAX = Duration.ofDays(1);

  /// How is the node?
  ///
  /// @param reveal whether to show addresses whole
  record Status(boolean reveal) implements Ask {}

  /// Who are its peers?
  ///
  /// @param reveal whether to show addresses whole
  record Peers(boolean reveal) implements Ask {}

  /// Keep a session with a peer.
  ///
  /// @param address where the peer is
  record Connect(String address) implements Ask {}

  /// Stop keeping a session with a peer.
  ///
  /// @param address where the peer is
  record Forget(String address) implements Ask {}

  /// Publish an item.
  ///
  /// @param topic what it is about, as eight hexadecimal digits
  /// @param ttl for how long it matters
  /// @param body what it says, read-only
  record Put(String topic, Duration ttl, ByteBuffer body) implements Ask {

    /// Takes a body over.
    public static Put of(String topic, Duration ttl, byte[] body) {
      return new Put(topic, ttl, ByteBuffer.wrap(body).asReadOnlyBuffer());
    }
  }

  /// Give me an item, or wait until there is one.
  ///
  /// @param id the item's identifier
  /// @param patience how long to wait for it
  record Get(String id, Duration patience) implements Ask {}

  /// Which items are there?
  ///
  /// @param topic what they are about, as eight hexadecimal digits
  record Listing(String topic) implements Ask {}

  /// Tell me about items as they come.
  ///
  /// @param topic what they are about, as eight hexadecimal digits
  /// @param fromStart whether to begin with those that the node has
  record Watch(String topic, boolean fromStart) implements Ask {}

  /// Reads an ask.
  ///
  /// @throws Malformed if it is not one
  static Ask parse(JsonObject object) throws Malformed {
    var fields = new Fields(object);
    var word = fields.text("do", NAME_MAX);
    return switch (word) {
      case "status" -> new Status(fields.flag("reveal"));
      case "peers" -> new Peers(fields.flag("reveal"));
      case "connect" -> new Connect(fields.text("address", NAME_MAX));
      case "forget" -> new Forget(fields.text("address", NAME_MAX));
      case "put" ->
          Put.of(
              fields.text("topic", NAME_MAX),
              fields.duration("ttl", Duration.ofDays(3650)),
              fields.bytes("body", BODY_MAX));
      case "get" -> new Get(fields.text("id", NAME_MAX), fields.duration("patience", WAIT_MAX));
      case "list" -> new Listing(fields.text("topic", NAME_MAX));
      case "watch" -> new Watch(fields.text("topic", NAME_MAX), fields.flag("fromStart"));
      default -> throw new Malformed("it asks for something this node does not know");
    };
  }

  /// Writes this ask, without a token.
  default JsonObject json() {
    var json = Json.answer();
    return switch (this) {
      case Status(var reveal) -> json.with("do", "status").with("reveal", reveal).object();
      case Peers(var reveal) -> json.with("do", "peers").with("reveal", reveal).object();
      case Connect(var address) -> json.with("do", "connect").with("address", address).object();
      case Forget(var address) -> json.with("do", "forget").with("address", address).object();
      case Put(var topic, var ttl, var body) ->
          json.with("do", "put")
              .with("topic", topic)
              .with("ttl", ttl.toMillis())
              .with("body", Fields.base64(body))
              .object();
      case Get(var id, var patience) ->
          json.with("do", "get").with("id", id).with("patience", patience.toMillis()).object();
      case Listing(var topic) -> json.with("do", "list").with("topic", topic).object();
      case Watch(var topic, var fromStart) ->
          json.with("do", "watch").with("topic", topic).with("fromStart", fromStart).object();
    };
  }
}
