package sotto.backend.tor.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The onion services that the controllers of a fake asked for.
///
/// Guarded by the network's monitor.
final class Services {

  /// The event loop of a tor reads the end of one controller before the words of the next; our
  /// threads may be late by this much.
  private static final Duration LATE_MAX = Duration.ofMillis(100);

  /// A service, and the controller with which it ends unless it is detached.
  private record Tenure(Service service, ControlLine line, boolean detached) {

    boolean belongsTo(ControlLine other) {
      return detached || line.equals(other);
    }
  }

  private final Daemon tor;
  private final Map<OnionId, Tenure> tenures = new LinkedHashMap<>();

  Services(Daemon tor) {
    this.tor = tor;
  }

  List<Service> all() {
    return tenures.values().stream().map(Tenure::service).toList();
  }

  /// The names of a controller's services, or of those that are nobody's.
  String names(ControlLine line, boolean detached) {
    var names =
        tenures.values().stream()
            .filter(each -> detached ? each.detached : !each.detached && each.line.equals(line))
            .map(each -> each.service.id().text())
            .toList();
    return String.join("\n", names);
  }

  /// Obeys `ADD_ONION`.
  Reply add(ControlLine line, String arguments) {
    try {
      var order = ServiceOrder.parse(arguments, tor.setup());
      var key = SecretKey.of(order.key());
      if (taken(line, key.id())) {
        return Reply.of("550 Onion address collision");
      }
      var service = new Service(key.id(), tor, order.targets(), Set.copyOf(order.clients()));
      tenures.put(key.id(), new Tenure(service, line, order.has("detach")));
      var discards = order.has("discardpk") || !order.key().startsWith("NEW:");
      return reply(order, key, discards).then(() -> tor.descriptors().announce(service));
    } catch (Refused e) {
      return e.reply();
    }
  }

  private boolean taken(ControlLine line, OnionId id) {
    var tenure = Optional.ofNullable(tenures.get(id));
    if (tenure.isPresent() && !tenure.get().belongsTo(line)) {
      tor.awaitWhile(() -> tenures.containsKey(id), LATE_MAX);
    }
    return tenures.containsKey(id);
  }

  private static Reply reply(ServiceOrder order, SecretKey key, boolean discards) {
    var lines = new ArrayList<String>();
    lines.add("250-ServiceID=" + key.id().text());
    if (!discards) {
      lines.add("250-PrivateKey=" + key.typed());
    }
    order.clients().forEach(client -> lines.add("250-ClientAuthV3=" + client));
    lines.add("250 OK");
    return Reply.of(lines);
  }

  /// Obeys `DEL_ONION`.
  Reply remove(ControlLine line, String arguments) {
    if (arguments.isEmpty()) {
      return Reply.of("512 Bad arguments to DEL_ONION: Need at least 1 argument(s)");
    }
    var id = OnionId.parse(arguments);
    if (id.isEmpty()) {
      return Reply.of("512 Malformed Onion Service id");
    }
    var tenure = Optional.ofNullable(tenures.get(id.get())).filter(each -> each.belongsTo(line));
    if (tenure.isEmpty()) {
      return Reply.of("552 Unknown Onion Service id");
    }
    end(tenure.get());
    return Reply.ok();
  }

  private void end(Tenure tenure) {
    tenures.remove(tenure.service.id());
    tenure.service.end();
  }

  /// Ends the services of a controller that is gone.
  void left(ControlLine line) {
    List.copyOf(tenures.values()).stream()
        .filter(each -> !each.detached && each.line.equals(line))
        .forEach(this::end);
  }

  /// Ends all of them.
  void clear() {
    List.copyOf(tenures.values()).forEach(this::end);
  }

  /// Obeys `HSFETCH`.
  Reply fetch(String arguments) {
    if (arguments.isEmpty()) {
      return Reply.of("512 Bad arguments to HSFETCH: Need at least 1 argument(s)");
    }
    var given = arguments.replaceFirst(" .*", "");
    return OnionId.parse(given)
        .map(id -> Reply.ok().then(() -> tor.descriptors().fetch(id)))
        .orElseGet(() -> Reply.of("513 Invalid argument \"" + given + "\""));
  }
}
