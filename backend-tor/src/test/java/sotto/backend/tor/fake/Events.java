package sotto.backend.tor.fake;

import java.util.Locale;

/// The asynchronous events of a fake, in tor's words, for those of its controllers who asked.
///
/// Guarded by the network's monitor.
final class Events {

  private final Daemon tor;

  Events(Daemon tor) {
    this.tor = tor;
  }

  /// Sends an event to whoever asked for it.
  void send(String name, String rest) {
    tor.guests().lines().stream()
        .filter(line -> line.wants(name))
        .forEach(line -> line.send("650 " + name + " " + rest + "\r\n"));
  }

  private void client(String text) {
    send("STATUS_CLIENT", text);
  }

  /// Tells what is different now.
  void changed(Condition.View before, Condition.View after) {
    if (after.live() != before.live()) {
      send("NETWORK_LIVENESS", after.live() ? "UP" : "DOWN");
    }
    if (after.phase().progress() > before.phase().progress()) {
      Phase.between(before.phase(), after.phase()).forEach(step -> step(step, before, after));
      return;
    }
    if (after.phase().progress() < before.phase().progress()) {
      client(after.line());
    }
    directory(before, after);
    circuits(before, after);
    clock(before, after);
  }

  /// A clock that jumped costs the circuits first, and is found to be wrong when tor asks others.
  private void clock(Condition.View before, Condition.View after) {
    if (after.skewed() && !before.skewed()) {
      send("STATUS_GENERAL", "WARN " + after.skew());
    }
  }

  private void step(Phase step, Condition.View before, Condition.View after) {
    if (step.equals(Phase.DONE)) {
      circuits(before, after);
    }
    client("NOTICE " + step.text());
    if (step.equals(Phase.ENOUGH)) {
      directory(before, after);
    }
  }

  private void directory(Condition.View before, Condition.View after) {
    if (after.directory() != before.directory()) {
      client(after.directory() ? "NOTICE ENOUGH_DIR_INFO" : "NOTICE NOT_ENOUGH_DIR_INFO");
    }
  }

  private void circuits(Condition.View before, Condition.View after) {
    if (after.circuits() && !before.circuits()) {
      client("NOTICE CIRCUIT_ESTABLISHED");
    }
    if (before.circuits() && !after.circuits()) {
      var reason = after.skewed() ? "CLOCK_JUMPED" : "DIR_ALL_UNREACHABLE";
      client("NOTICE CIRCUIT_NOT_ESTABLISHED REASON=" + reason);
    }
  }

  /// Says that the progress is another than it was.
  void phase(Condition.View now) {
    client(now.line());
  }

  void badHostName(String host) {
    client("WARN SOCKS_BAD_HOSTNAME HOSTNAME=\"" + host.toLowerCase(Locale.ROOT) + "\"");
  }

  void created(OnionId id) {
    for (var i = 0; i < Relay.DESCRIPTORS; i++) {
      send("HS_DESC", "CREATED " + id.text() + " UNKNOWN UNKNOWN " + Relay.descriptorId(id, i));
    }
  }

  void upload(OnionId id, Relay relay, int descriptor) {
    send(
        "HS_DESC",
        "UPLOAD %s UNKNOWN %s %s HSDIR_INDEX=%s"
            .formatted(
                id.text(),
                relay.longName(),
                Relay.descriptorId(id, descriptor),
                relay.index(descriptor)));
  }

  void uploaded(OnionId id, Relay relay) {
    send("HS_DESC", "UPLOADED " + id.text() + " UNKNOWN " + relay.longName());
  }

  void uploadFailed(OnionId id, Relay relay) {
    send(
        "HS_DESC",
        "FAILED " + id.text() + " UNKNOWN " + relay.longName() + " REASON=UPLOAD_REJECTED");
  }

  void requested(OnionId id, Relay relay) {
    send("HS_DESC", "REQUESTED " + lookUp(id, relay) + " HSDIR_INDEX=" + relay.index(0));
  }

  void received(OnionId id, Relay relay, String descriptor) {
    send("HS_DESC", "RECEIVED " + lookUp(id, relay));
    content(id, relay, descriptor);
  }

  void notFound(OnionId id, Relay relay) {
    send("HS_DESC", "FAILED " + lookUp(id, relay) + " REASON=NOT_FOUND");
    content(id, relay, "");
  }

  private static String lookUp(OnionId id, Relay relay) {
    return id.text() + " NO_AUTH " + relay.longName() + " " + Relay.descriptorId(id, 0);
  }

  private void content(OnionId id, Relay relay, String descriptor) {
    var text =
        "650+HS_DESC_CONTENT %s %s %s\r\n%s\r\n.\r\n650 OK\r\n"
            .formatted(id.text(), Relay.descriptorId(id, 0), relay.longName(), descriptor);
    tor.guests().lines().stream()
        .filter(line -> line.wants("HS_DESC_CONTENT"))
        .forEach(line -> line.send(text));
  }
}
