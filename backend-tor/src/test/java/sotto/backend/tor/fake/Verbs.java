package sotto.backend.tor.fake;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a fake does on each command, and says.
///
/// Guarded by the network's monitor.
final class Verbs {

  private static final List<String> SIGNALS =
      List.of(
          "RELOAD",
          "HUP",
          "SHUTDOWN",
          "DUMP",
          "USR1",
          "DEBUG",
          "USR2",
          "HALT",
          "TERM",
          "INT",
          "NEWNYM",
          "CLEARDNSCACHE",
          "HEARTBEAT",
          "ACTIVE",
          "DORMANT");
  private static final Set<String> ENDING = Set.of("SHUTDOWN", "HALT", "TERM", "INT");

  static final List<String> EVENTS =
      List.of(
          ("CIRC CIRC_MINOR STREAM ORCONN BW DEBUG INFO NOTICE WARN ERR NEWDESC ADDRMAP"
                  + " DESCCHANGED NS STATUS_GENERAL STATUS_CLIENT STATUS_SERVER GUARD STREAM_BW"
                  + " CLIENTS_SEEN NEWCONSENSUS BUILDTIMEOUT_SET SIGNAL CONF_CHANGED CONN_BW"
                  + " CELL_STATS CIRC_BW TRANSPORT_LAUNCHED HS_DESC HS_DESC_CONTENT"
                  + " NETWORK_LIVENESS")
              .split(" "));

  private final Daemon tor;
  private final Questions questions;
  private final Services services;
  private final Keyring keyring;

  Verbs(Daemon tor) {
    this.tor = tor;
    this.questions = new Questions(tor);
    this.services = new Services(tor);
    this.keyring = new Keyring();
  }

  Services services() {
    return services;
  }

  Keyring keyring() {
    return keyring;
  }

  static String signals() {
    return String.join(" ", SIGNALS);
  }

  /// Obeys a command, or says why not.
  Reply reply(ControlLine line, String command) {
    var cut = command.indexOf(' ');
    var given = cut < 0 ? command : command.substring(0, cut);
    var arguments = cut < 0 ? "" : command.substring(cut + 1).strip();
    var verb = given.toUpperCase(Locale.ROOT);
    if (!line.login().allows(verb)) {
      return Reply.of("514 Authentication required.").close();
    }
    var scripted = tor.script().reply(command);
    return scripted.orElseGet(() -> reply(line, verb, arguments, given));
  }

  private Reply reply(ControlLine line, String verb, String arguments, String given) {
    return switch (verb) {
      case "PROTOCOLINFO" -> line.login().protocolInfo();
      case "AUTHCHALLENGE" -> line.login().challenge(arguments);
      case "AUTHENTICATE" -> line.login().authenticate(arguments);
      case "QUIT" -> Reply.of("250 closing connection").close();
      case "GETINFO" -> questions.reply(line, arguments);
      case "GETCONF" -> tor.settings().tell(arguments);
      case "SETCONF" -> tor.settings().change(arguments, false);
      case "RESETCONF" -> tor.settings().change(arguments, true);
      case "SETEVENTS" -> events(line, arguments);
      case "ADD_ONION" -> services.add(line, arguments);
      case "DEL_ONION" -> services.remove(line, arguments);
      case "HSFETCH" -> services.fetch(arguments);
      case "ONION_CLIENT_AUTH_ADD" -> keyring.add(arguments, tor.network());
      case "ONION_CLIENT_AUTH_REMOVE" -> keyring.remove(arguments);
      case "ONION_CLIENT_AUTH_VIEW" -> keyring.view(arguments);
      case "SIGNAL" -> signal(arguments);
      case "TAKEOWNERSHIP" -> Reply.ok().then(() -> line.own(true));
      case "DROPOWNERSHIP" -> Reply.ok().then(() -> line.own(false));
      case "DROPGUARDS", "DROPTIMEOUTS" -> Reply.ok();
      case "RESOLVE" -> {
        tor.journal().leak(arguments, 0);
        yield Reply.ok();
      }
      default -> Reply.of("510 Unrecognized command \"" + given + "\"");
    };
  }

  private static Reply events(ControlLine line, String arguments) {
    var wanted = new LinkedHashSet<String>();
    for (var word : Arrays.asList(arguments.toUpperCase(Locale.ROOT).split(" +"))) {
      if (EVENTS.contains(word)) {
        wanted.add(word);
      } else if (!word.isEmpty() && !word.equals("EXTENDED")) {
        return Reply.of("552 Unrecognized event \"" + word + "\"");
      }
    }
    line.want(wanted);
    return Reply.ok().then(line.wants("STATUS_CLIENT") ? line::subscribed : () -> {});
  }

  private Reply signal(String arguments) {
    if (arguments.isEmpty()) {
      return Reply.of("512 Bad arguments to SIGNAL: Need at least 1 argument(s)");
    }
    var name = arguments.toUpperCase(Locale.ROOT);
    if (!SIGNALS.contains(name)) {
      return Reply.of("552 Unrecognized signal code \"" + arguments + "\"");
    }
    return ENDING.contains(name) ? Reply.ok().close().then(tor::die) : Reply.ok();
  }
}
