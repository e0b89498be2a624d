package sotto.backend.tor.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The configuration of a fake, as its controllers see and change it: the few options that a
/// backend would touch.
///
/// Guarded by the network's monitor.
final class Settings {

  private static final Pattern WORD = Pattern.compile("(\\w+)(?:=(\"[^\"]*\"|\\S*))?");
  private static final String DISABLE = "DisableNetwork";

  private final Daemon tor;
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  Settings(Daemon tor) {
    this.tor = tor;
    defaults.put(DISABLE, "0");
    defaults.put("SocksTimeout", "120");
    defaults.put("UseBridges", "0");
    defaults.put("Bridge", "");
    defaults.put("ClientTransportPlugin", "");
    defaults.put("__OwningControllerProcess", "");
    defaults.put("SocksPort", "");
    defaults.put("ControlPort", "");
    defaults.put("DataDirectory", "");
    reset();
  }

  /// Goes back to what the file says that tor was started with.
  void reset() {
    values.clear();
    values.putAll(defaults);
    values.put(DISABLE, tor.setup().networkDisabled() ? "1" : "0");
    values.put(
        "SocksPort",
        "unix:" + tor.place().socks() + " RelaxDirModeCheck ExtendedErrors IsolateSOCKSAuth");
    values.put("ControlPort", "unix:" + tor.place().control() + " RelaxDirModeCheck");
    values.put("DataDirectory", tor.place().directory().toString());
  }

  private Optional<String> name(String given) {
    return values.keySet().stream().filter(name -> name.equalsIgnoreCase(given)).findFirst();
  }

  /// Obeys `GETCONF`.
  Reply tell(String arguments) {
    var known = new ArrayList<String>();
    var unknown = new ArrayList<String>();
    for (var given : arguments.isEmpty() ? List.<String>of() : List.of(arguments.split(" +"))) {
      name(given)
          .ifPresentOrElse(
              name -> known.add(name + suffix(values.getOrDefault(name, ""))),
              () -> unknown.add("Unrecognized configuration key \"" + given + "\""));
    }
    if (!unknown.isEmpty()) {
      return Reply.of(numbered("552", unknown));
    }
    return known.isEmpty() ? Reply.ok() : Reply.of(numbered("250", known));
  }

  private static String suffix(String value) {
    return value.isEmpty() ? "" : "=" + value;
  }

  private static List<String> numbered(String code, List<String> texts) {
    var lines = new ArrayList<String>();
    for (var i = 0; i < texts.size(); i++) {
      lines.add(code + (i == texts.size() - 1 ? " " : "-") + texts.get(i));
    }
    return lines;
  }

  /// Obeys `SETCONF` and `RESETCONF`.
  Reply change(String arguments, boolean toDefault) {
    var changes = new LinkedHashMap<String, String>();
    var words = WORD.matcher(arguments);
    while (words.find()) {
      var name = name(words.group(1));
      if (name.isEmpty()) {
        return Reply.of(
            "552 Unrecognized option: Unknown option '%s'.  Failing.".formatted(words.group(1)));
      }
      var value = Optional.ofNullable(words.group(2)).map(Settings::unquoted);
      changes.put(name.get(), value.orElse(toDefault ? start(name.get()) : ""));
    }
    return refusal(changes).orElseGet(() -> apply(changes));
  }

  private String start(String name) {
    return defaults.getOrDefault(name, "");
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  private Optional<Reply> refusal(Map<String, String> changes) {
    for (var name : List.of(DISABLE, "UseBridges")) {
      var value = changes.getOrDefault(name, "");
      if (!value.isEmpty() && !value.equals("0") && !value.equals("1")) {
        return Optional.of(
            unacceptable(
                "Could not parse %s: Unrecognized value %s. Allowed values are 0 and 1."
                    .formatted(name, value)));
      }
    }
    var bridges = changes.getOrDefault("UseBridges", "").equals("1");
    var without = changes.getOrDefault("Bridge", values.getOrDefault("Bridge", "")).isEmpty();
    return bridges && without
        ? Optional.of(unacceptable("If you set UseBridges, you must specify at least one bridge."))
        : Optional.empty();
  }

  private static Reply unacceptable(String why) {
    return Reply.of("513 Unacceptable option value: " + why);
  }

  private Reply apply(Map<String, String> changes) {
    changes.forEach((name, value) -> values.put(name, value.isEmpty() ? start(name) : value));
    var disabled = values.getOrDefault(DISABLE, "0").toLowerCase(Locale.ROOT).equals("1");
    return Reply.ok().then(() -> tor.disableNetwork(disabled));
  }
}
