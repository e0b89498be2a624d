package sotto.testnet.tor;

import java.util.regex.Pattern;

/// Takes out of a line of tor's what names somebody: onion addresses, fingerprints and keys.
final class Redaction {

  private static final Pattern NAMES =
      Pattern.compile("[a-z2-7]{56}|\\$?\\b[0-9A-Fa-f]{40}\\b|[A-Za-z0-9+/]{27,}=*");

  private Redaction() {}

  /// Returns the line without names.
  static String of(String line) {
    return NAMES.matcher(line).replaceAll("…");
  }
}
