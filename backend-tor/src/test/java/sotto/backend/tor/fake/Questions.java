package sotto.backend.tor.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a fake says of itself when asked with `GETINFO`.
///
/// Guarded by the network's monitor.
final class Questions {

  private static final int SHARED_RANDOM = 32;

  private final Daemon tor;

  Questions(Daemon tor) {
    this.tor = tor;
  }

  Reply reply(ControlLine line, String arguments) {
    var lines = new ArrayList<String>();
    var unknown = new ArrayList<String>();
    for (var key : arguments.isEmpty() ? List.<String>of() : List.of(arguments.split(" +"))) {
      var trouble = trouble(key);
      if (trouble.isPresent()) {
        return Reply.of("551 " + trouble.get());
      }
      answer(line, key).ifPresentOrElse(text -> add(lines, key, text), () -> unknown.add(key));
    }
    if (unknown.isEmpty()) {
      lines.add("250 OK");
      return Reply.of(lines);
    }
    var last = unknown.removeLast();
    var refusals = new ArrayList<String>();
    unknown.forEach(key -> refusals.add("552-Unrecognized key \"" + key + "\""));
    refusals.add("552 Unrecognized key \"" + last + "\"");
    return Reply.of(refusals);
  }

  private static void add(List<String> lines, String key, String text) {
    if (text.contains("\n")) {
      lines.add("250+" + key + "=");
      lines.addAll(text.lines().toList());
      lines.add(".");
    } else {
      lines.add("250-" + key + "=" + text);
    }
  }

  /// Names what is wrong with a question that tor understands and cannot answer.
  private Optional<String> trouble(String key) {
    for (var prefix : List.of("hs/client/desc/id/", "hs/service/desc/id/")) {
      if (key.startsWith(prefix)) {
        var id = OnionId.parse(key.substring(prefix.length()));
        return Optional.of(id.isEmpty() ? "Invalid address" : "Not found in cache");
      }
    }
    return key.equals("address") ? Optional.of("Address unknown") : Optional.empty();
  }

  private Optional<String> answer(ControlLine line, String key) {
    var view = tor.view();
    var text =
        switch (key) {
          case "version" -> tor.setup().version();
          case "status/bootstrap-phase" -> view.line();
          case "status/circuit-established" -> bit(view.circuits());
          case "status/enough-dir-info" -> bit(view.directory());
          case "status/version/current" -> "unknown";
          case "network-liveness" ->
              view.live() && !view.phase().equals(Phase.STARTING) ? "up" : "down";
          case "net/listeners/socks" ->
              tor.condition().disabled() ? "" : "\"unix:" + tor.place().socks() + "\"";
          case "net/listeners/control" -> "\"unix:" + tor.place().control() + "\"";
          case "process/pid" -> String.valueOf(ProcessHandle.current().pid());
          case "process/uid" -> tor.place().owner();
          case "process/user" -> System.getProperty("user.name");
          case "dormant" -> "0";
          case "sr/current", "sr/previous" -> view.directory() ? sharedRandom(key) : "";
          case "onions/current" -> tor.verbs().services().names(line, false);
          case "onions/detached" -> tor.verbs().services().names(line, true);
          case "circuit-status", "stream-status", "orconn-status", "entry-guards" -> "";
          case "events/names" -> String.join(" ", Verbs.EVENTS);
          case "features/names" -> "VERBOSE_NAMES EXTENDED_EVENTS";
          case "signal/names" -> Verbs.signals();
          default -> "?";
        };
    return Optional.of(text).filter(known -> !known.equals("?"));
  }

  private static String bit(boolean value) {
    return value ? "1" : "0";
  }

  private static String sharedRandom(String key) {
    var value = new byte[SHARED_RANDOM];
    Arrays.fill(value, (byte) key.length());
    return Base64.getEncoder().encodeToString(value);
  }
}
