package sotto.backend.tor.fake;

import java.util.List;

/// What a tor says to one command, and what it does then.
///
/// @param text the lines, each with its end
/// @param closes whether it hangs up afterwards
/// @param then what happens once the reply is on its way, under the network's monitor
record Reply(String text, boolean closes, Runnable then) {

  static Reply ok() {
    return of("250 OK");
  }

  /// Makes a reply of one line.
  static Reply of(String line) {
    return new Reply(line + "\r\n", false, Reply::nothing);
  }

  /// Makes a reply of some lines, the last of which is the last.
  static Reply of(List<String> lines) {
    return new Reply(String.join("\r\n", lines) + "\r\n", false, Reply::nothing);
  }

  /// Makes a reply as it is, for scripts.
  static Reply raw(String text) {
    return new Reply(text, false, Reply::nothing);
  }

  /// Returns the same, after which tor hangs up.
  Reply close() {
    return new Reply(text, true, then);
  }

  /// Returns the same, after which something happens.
  Reply then(Runnable action) {
    return new Reply(text, closes, action);
  }

  private static void nothing() {
    // For replies that have no consequence.
  }
}
