package sotto.backend.tor.daemon;

import java.util.List;
import java.util.regex.Pattern;
import sotto.backend.tor.control.SafeText;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Why a tor ended while it started, by what it printed. Pure.
final class Diagnosis {

  private static final Pattern CONFIG =
      Pattern.compile(".*\\[warn\\] Failed to parse/validate config: (.*)");
  private static final Pattern SAID = Pattern.compile(".*\\[(?:warn|err)\\] (.*)");

  private Diagnosis() {}

  /// Returns what to throw.
  ///
  /// @param tail the last lines
  /// @param extras what the user added to the settings
  static NetworkException of(List<String> tail, Extras extras) {
    var all = String.join("\n", tail);
    if (all.contains("another Tor process is running with the same data directory")) {
      return new ConfigRejected(
          "directory",
          "Another tor uses the data directory. What to do: end it, or choose another directory.");
    }
    if (all.contains("is not owned by this user") || all.contains("Permission denied")) {
      return new ConfigRejected(
          "directory",
          "Tor may not use a file in the data directory. What to do: make all of it yours, or"
              + " choose another directory.");
    }
    var config = last(CONFIG, tail);
    if (!config.isEmpty() && !extras.isEmpty()) {
      return new ConfigRejected(
          extras.lines().isEmpty() ? "bridges" : "torrc",
          "Tor does not accept the settings: " + config + " What to do: correct them.");
    }
    var said = last(SAID, tail);
    return new NetworkDown(
        Reason.NO_DAEMON,
        "Tor ended while it started"
            + (said.isEmpty() ? "" : ": " + said)
            + ". What to do: run it by hand and read what it prints.");
  }

  private static String last(Pattern pattern, List<String> lines) {
    for (var line : lines.reversed()) {
      var match = pattern.matcher(line);
      if (match.matches()) {
        return SafeText.of(match.group(1));
      }
    }
    return "";
  }
}
