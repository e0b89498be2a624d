package sotto.backend.tor.control;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import sotto.backend.tor.control.ControlEvent.Bootstrap;
import sotto.backend.tor.control.ControlEvent.Circuits;
import sotto.backend.tor.control.ControlEvent.ClockJumped;
import sotto.backend.tor.control.ControlEvent.ClockSkew;
import sotto.backend.tor.control.ControlEvent.DangerousVersion;
import sotto.backend.tor.control.ControlEvent.Directory;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.Liveness;

/// Reads the lines of events. Pure: a line is an event, nothing, or [Malformed].
final class Events {

  private static final Pattern TAG = Pattern.compile("[a-z0-9_]{1,40}");
  private static final Pattern REASON = Pattern.compile("[A-Z0-9_]{1,40}");
  private static final Pattern SERVICE = Pattern.compile("[a-z2-7]{56}");
  private static final Pattern DIRECTORY = Pattern.compile("\\$?([0-9A-Fa-f]{40})([~=].*)?");
  private static final Pattern DESCRIPTOR = Pattern.compile("[A-Za-z0-9+/=]{1,64}");

  private Events() {}

  /// Reads the first line of an event.
  ///
  /// @param line what follows `650`
  /// @return the event, or nothing if it is of a kind that nobody here knows
  /// @throws Malformed if it is of a known kind and makes no sense
  static Optional<ControlEvent> parse(String line) throws Malformed {
    var fields = Fields.of(line);
    return switch (fields.word(0).orElse("")) {
      case "STATUS_CLIENT" -> client(fields);
      case "STATUS_GENERAL" -> general(fields);
      case "NETWORK_LIVENESS" -> Optional.of(liveness(fields));
      case "HS_DESC" -> descriptor(fields);
      default -> Optional.empty();
    };
  }

  /// Reads how far tor's start has come, from an event or from `GETINFO status/bootstrap-phase`.
  ///
  /// @param status what begins with the severity
  static Bootstrap bootstrap(String status) throws Malformed {
    return bootstrap(Fields.of(status));
  }

  private static Optional<ControlEvent> client(Fields fields) throws Malformed {
    return switch (fields.word(2).orElse("")) {
      case "BOOTSTRAP" -> Optional.of(bootstrap(fields));
      case "CIRCUIT_ESTABLISHED" -> Optional.of(new Circuits(true, ""));
      case "CIRCUIT_NOT_ESTABLISHED" -> Optional.of(new Circuits(false, reason(fields)));
      case "ENOUGH_DIR_INFO" -> Optional.of(new Directory(true));
      case "NOT_ENOUGH_DIR_INFO" -> Optional.of(new Directory(false));
      default -> Optional.empty();
    };
  }

  private static Optional<ControlEvent> general(Fields fields) throws Malformed {
    return switch (fields.word(2).orElse("")) {
      case "CLOCK_SKEW" ->
          Optional.of(
              new ClockSkew(
                  seconds(fields, "SKEW"),
                  word(REASON, fields.value("SOURCE").orElse("").replaceFirst(":.*", ""))));
      case "CLOCK_JUMPED" -> Optional.of(new ClockJumped(seconds(fields, "TIME")));
      case "DANGEROUS_VERSION" -> Optional.of(new DangerousVersion(reason(fields)));
      default -> Optional.empty();
    };
  }

  private static Bootstrap bootstrap(Fields fields) throws Malformed {
    var percent = fields.number("PROGRESS").orElse(-1L);
    if (!fields.words().contains("BOOTSTRAP") || percent < 0 || percent > 100) {
      throw new Malformed("a bootstrap has no progress");
    }
    var count = fields.number("COUNT").orElse(0L);
    return new Bootstrap(
        percent.intValue(),
        word(TAG, fields.value("TAG").orElse("")),
        SafeText.of(fields.value("SUMMARY").orElse("")),
        SafeText.of(fields.value("WARNING").orElse("")),
        reason(fields),
        Math.clamp(count, 0, Integer.MAX_VALUE),
        fields.value("RECOMMENDATION").orElse("").equals("warn"));
  }

  private static Liveness liveness(Fields fields) throws Malformed {
    return switch (fields.word(1).orElse("").toUpperCase(Locale.ROOT)) {
      case "UP" -> new Liveness(true);
      case "DOWN" -> new Liveness(false);
      default -> throw new Malformed("a liveness is neither up nor down");
    };
  }

  /// `HS_DESC action address authentication directory [descriptor] [REASON=] [REPLICA=]`.
  private static Optional<ControlEvent> descriptor(Fields fields) throws Malformed {
    var named = fields.word(1).orElse("");
    for (var action : HsDesc.Action.values()) {
      if (action.name().equals(named)) {
        return Optional.of(descriptor(action, fields));
      }
    }
    return Optional.empty();
  }

  private static HsDesc descriptor(HsDesc.Action action, Fields fields) throws Malformed {
    var service =
        fields.word(2).orElseThrow(() -> new Malformed("a descriptor has no service")).strip();
    if (!SERVICE.matcher(service).matches() && !service.equals("UNKNOWN")) {
      throw new Malformed("a descriptor's service is no onion address");
    }
    var directory = DIRECTORY.matcher(fields.word(4).orElse(""));
    var replica = fields.number("REPLICA").orElse(-1L);
    return new HsDesc(
        action,
        service.equals("UNKNOWN") ? "" : service,
        directory.matches() ? directory.group(1).toUpperCase(Locale.ROOT) : "",
        word(DESCRIPTOR, fields.word(5).orElse("")),
        reason(fields),
        replica >= 0 && replica <= 255 ? replica.intValue() : -1);
  }

  private static String reason(Fields fields) {
    return word(REASON, fields.value("REASON").orElse(""));
  }

  private static long seconds(Fields fields, String key) throws Malformed {
    return fields.number(key).orElseThrow(() -> new Malformed("a clock event has no seconds"));
  }

  private static String word(Pattern form, String text) {
    return form.matcher(text).matches() ? text : "";
  }
}
