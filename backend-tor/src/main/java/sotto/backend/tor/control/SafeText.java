package sotto.backend.tor.control;

import java.util.regex.Pattern;

/// Makes what tor says fit for people and logs (N7): onion addresses, fingerprints, keys, hosts,
/// addresses and paths are taken out, and it is one short printable line.
public final class SafeText {

  /// The longest text, in characters: a line of a status.
  public static final int LENGTH_MAX = 200;

  /// The most characters that are looked at.
  private static final int INPUT_MAX = 2_000;

  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]+");

  /// Long words of letters and digits are keys; words with dots, colons, at signs or slashes inside
  /// are hosts, addresses or paths; and versions are put back by nobody, for they look like hosts.
  private static final Pattern TELLING =
      Pattern.compile(
          "[$]?[A-Za-z0-9+/=~_-]{25,}\\S*|\\S*[A-Za-z0-9\\]][.:@][A-Za-z0-9\\[]\\S*|\\S*[/\\\\]\\S+");

  private SafeText() {}

  /// Returns the text without what could tell.
  ///
  /// @param text anything
  /// @return at most [#LENGTH_MAX] printable ASCII characters
  public static String of(String text) {
    var input = text.substring(0, Math.min(text.length(), INPUT_MAX));
    var printable = UNPRINTABLE.matcher(input).replaceAll(" ");
    var safe = TELLING.matcher(printable).replaceAll("[redacted]").strip();
    return safe.substring(0, Math.min(safe.length(), LENGTH_MAX));
  }
}
