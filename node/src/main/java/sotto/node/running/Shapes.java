package sotto.node.running;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sotto.node.terminal.Json;
import sotto.protocol.AddressView;
import sotto.protocol.Item;
import sotto.protocol.NetworkView;
import sotto.protocol.Node;
import sotto.protocol.NodeStatus;
import sotto.protocol.PeerView;
import sotto.protocol.Rejection;
import sotto.protocol.StoreView;
import sotto.spi.Address;

/// The node's views as JSON, in the shapes that docs/cli.md promises.
final class Shapes {

  private Shapes() {}

  static JsonObject status(Node node, boolean reveal) {
    var status = node.status();
    var addresses = node.addresses();
    return Json.answer()
        .with("phase", Shown.word(status.phase()))
        .with("detail", status.detail())
        .with("id", Shown.key(node.id().text(), reveal))
        .with("uptimeSeconds", status.uptime().toSeconds())
        .withParts(
            "networks",
            status.networks().stream().map(view -> network(view, addresses, reveal)).toList())
        .with("sessions", status.sessions())
        .with("store", store(status.store()))
        .with("traffic", traffic(status.traffic()))
        .with("rejections", rejections(status))
        .object();
  }

  static JsonObject peers(Node node, boolean reveal, Instant now) {
    return Json.answer()
        .withParts("peers", node.peers().stream().map(peer -> peer(peer, reveal, now)).toList())
        .withParts(
            "known",
            node.known().stream()
                .sorted(Comparator.comparing(view -> view.address().text()))
                .map(view -> known(view, reveal))
                .toList())
        .object();
  }

  static JsonObject item(Item item) {
    return Json.answer()
        .with("id", item.id().text())
        .with("topic", item.topic().text())
        .with("owner", item.owner().text())
        .with("created", item.createdAt().toString())
        .with("expires", item.expiresAt().toString())
        .with("size", item.size())
        .with("body", Base64.getEncoder().encodeToString(item.body()))
        .object();
  }

  private static JsonObject network(NetworkView view, List<Address> addresses, boolean reveal) {
    var status = view.network();
    var listener = view.listener();
    return Json.part()
        .with("scheme", view.scheme())
        .with("phase", Shown.word(status.phase()))
        .with("percent", status.percent())
        .with("blockage", Shown.word(status.blockage()))
        .with("detail", status.detail())
        .with("address", text(address(view.scheme(), addresses, reveal)))
        .with(
            "listener",
            Json.part()
                .with("state", Shown.word(listener.state()))
                .with("confirmed", listener.confirmed())
                .with("of", listener.of())
                .with("detail", listener.detail())
                .object())
        .with("sessions", view.sessions())
        .object();
  }

  private static Optional<String> address(String scheme, List<Address> addresses, boolean reveal) {
    return addresses.stream()
        .filter(address -> address.scheme().equals(scheme))
        .findFirst()
        .map(address -> Shown.address(address, reveal));
  }

  private static JsonObject store(StoreView store) {
    return Json.part()
        .with("state", Shown.word(store.state()))
        .with("items", store.items())
        .with("bytes", store.bytes())
        .with("bytesMax", store.bytesMax())
        .object();
  }

  private static JsonObject traffic(NodeStatus.Traffic traffic) {
    return Json.part()
        .with("messagesIn", traffic.messagesIn())
        .with("messagesOut", traffic.messagesOut())
        .with("bytesIn", traffic.bytesIn())
        .with("bytesOut", traffic.bytesOut())
        .with("duplicates", traffic.duplicates())
        .object();
  }

  private static JsonObject rejections(NodeStatus status) {
    var json = Json.part();
    Arrays.stream(Rejection.values())
        .forEach(
            reason -> json.with(Shown.word(reason), status.rejections().getOrDefault(reason, 0L)));
    return json.object();
  }

  private static JsonObject peer(PeerView peer, boolean reveal, Instant now) {
    var json =
        Json.part()
            .with("id", Shown.key(peer.id().text(), reveal))
            .with("network", peer.scheme())
            .with("direction", Shown.word(peer.direction()))
            .with("ageSeconds", peer.age(now).toSeconds());
    var rtt = peer.rtt();
    json.with("rttMillis", rtt.isPresent() ? new JsonPrimitive(rtt.getAsLong()) : JsonNull.INSTANCE)
        .with(
            "address",
            text(peer.addresses().stream().findFirst().map(at -> Shown.address(at, reveal))));
    return json.with("traffic", traffic(peer.traffic())).object();
  }

  private static JsonObject known(AddressView view, boolean reveal) {
    return Json.part()
        .with("address", Shown.address(view.address(), reveal))
        .with("state", Shown.word(view.state()))
        .with("failures", view.failures())
        .with("detail", view.detail())
        .object();
  }

  private static JsonElement text(Optional<String> text) {
    return text.isPresent() ? new JsonPrimitive(text.get()) : JsonNull.INSTANCE;
  }
}
