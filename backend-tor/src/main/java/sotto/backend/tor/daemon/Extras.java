package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sotto.spi.NetworkException.ConfigRejected;

/// What the user adds to the torrc of a tor that we spawn: lines of a file, bridges, and programs
/// of pluggable transports. Each is checked, so that none becomes a line that was not meant.
///
/// @param lines the file's lines, without comments
/// @param bridges what follows `Bridge`
/// @param transports the programs by the transports' names
record Extras(List<String> lines, List<String> bridges, Map<String, Path> transports) {

  /// The most bytes of the user's torrc. Tor's own sample, with all its comments, has 12 KiB.
  static final int FILE_MAX = 64 * 1024;

  /// The most bridges. Tor uses a few of them at a time.
  static final int BRIDGES_MAX = 64;

  /// The longest bridge, in characters; one of snowflake or webtunnel has a few hundred.
  static final int BRIDGE_MAX = 2_000;

  /// The most transports, more than there are.
  static final int TRANSPORTS_MAX = 16;

  /// What this backend sets itself, in lower case, and of which more than one may be given, or
  /// whose effect reaches beyond a client's tor.
  private static final Set<String> OURS =
      Set.of(
          "controlport",
          "controlsocket",
          "controlportwritetofile",
          "controllistenaddress",
          "cookieauthentication",
          "cookieauthfile",
          "hashedcontrolpassword",
          "__hashedcontrolsessionpassword",
          "socksport",
          "__socksport",
          "sockslistenaddress",
          "datadirectory",
          "log",
          "safelogging",
          "runasdaemon",
          "user",
          "pidfile",
          "syslogidentitytag",
          "clientonly",
          "usebridges",
          "bridge",
          "clienttransportplugin",
          "hiddenservicedir",
          "hiddenservicesinglehopmode",
          "hiddenservicenonanonymousmode",
          "__owningcontrollerprocess",
          "__reloadtorrconsighup");

  private static final Pattern OPTION = Pattern.compile("[+/]?([A-Za-z_][A-Za-z0-9_]*)(\\s.*)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
  private static final Pattern PROGRAM = Pattern.compile("[\\x21-\\x7e&&[^\"#\\\\]]{1,1000}");
  private static final Pattern BRIDGE =
      Pattern.compile("[\\x20-\\x7e&&[^#\\\\]]{1," + BRIDGE_MAX + "}");
  private static final Pattern OFFLINE = Pattern.compile("(?i)disablenetwork\\s+1");

  /// Copies.
  Extras {
    lines = List.copyOf(lines);
    bridges = List.copyOf(bridges);
    transports = Map.copyOf(transports);
  }

  /// Checks everything, and reads the file.
  static Extras of(Optional<Path> torrc, List<String> bridges, Map<String, Path> transports)
      throws ConfigRejected {
    checkTransports(transports);
    checkBridges(bridges);
    var lines = torrc.isEmpty() ? List.<String>of() : read(torrc.get());
    checkLines(lines);
    return new Extras(lines, bridges, transports);
  }

  /// Tells whether the user adds nothing.
  boolean isEmpty() {
    return lines.isEmpty() && bridges.isEmpty() && transports.isEmpty();
  }

  /// Tells whether the user wants a tor that stays off the network.
  boolean offline() {
    return lines.stream().anyMatch(line -> OFFLINE.matcher(line).matches());
  }

  private static void checkTransports(Map<String, Path> transports) throws ConfigRejected {
    for (var transport : transports.entrySet()) {
      var setting = SettingNames.TRANSPORT + transport.getKey();
      if (!NAME.matcher(transport.getKey()).matches() || transports.size() > TRANSPORTS_MAX) {
        throw new ConfigRejected(
            setting, "What to do: name at most 16 transports, each by letters and digits.");
      }
      if (!PROGRAM.matcher(transport.getValue().toString()).matches()) {
        throw new ConfigRejected(
            setting,
            "Tor cannot run a program whose path has spaces or quotes. What to do: move it.");
      }
      if (!Files.isExecutable(transport.getValue())) {
        throw new ConfigRejected(
            setting, "There is no such program. What to do: install it, or correct the path.");
      }
    }
  }

  private static void checkBridges(List<String> bridges) throws ConfigRejected {
    if (bridges.size() > BRIDGES_MAX) {
      throw new ConfigRejected("bridges", "What to do: give at most " + BRIDGES_MAX + " bridges.");
    }
    for (var bridge : bridges) {
      if (!BRIDGE.matcher(bridge).matches()) {
        throw new ConfigRejected(
            "bridges", "One of them is no bridge line. What to do: copy it again, on one line.");
      }
    }
  }

  private static void checkLines(List<String> lines) throws ConfigRejected {
    for (var line : lines) {
      var option = OPTION.matcher(line);
      if (!option.matches() || line.endsWith("\\")) {
        throw new ConfigRejected(
            "torrc",
            "A line of the file is not a plain option with its value. What to do: write each option"
                + " on one line, without %include.");
      }
      var name = option.group(1).toLowerCase(Locale.ROOT);
      // Tor takes the beginning of a name for the name.
      if (OURS.stream().anyMatch(ours -> ours.startsWith(name))) {
        throw new ConfigRejected(
            "torrc",
            "The file sets "
                + option.group(1)
                + ", which this backend sets itself. What to do: remove the line.");
      }
    }
  }

  private static List<String> read(Path file) throws ConfigRejected {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(FILE_MAX + 1);
      if (bytes.length > FILE_MAX) {
        throw new ConfigRejected("torrc", "What to do: keep the file under 64 KiB.");
      }
      var lines = new ArrayList<String>();
      for (var line : new String(bytes, UTF_8).split("\r?\n", -1)) {
        var text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          if (text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new ConfigRejected("torrc", "The file is no text. What to do: correct the path.");
          }
          lines.add(text);
        }
      }
      return lines;
    } catch (ConfigRejected e) {
      throw e;
    } catch (IOException e) {
      // The cause would name the path.
      throw new ConfigRejected(
          "torrc", "The file cannot be read. What to do: correct the path, or make it readable.");
    }
  }

  /// Redacted: bridges are secrets of the user's.
  @Override
  public String toString() {
    return "Extras[redacted]";
  }
}
