package sotto.node.command;

import com.google.gson.JsonObject;
import sotto.node.terminal.Terminal;

/// An answer in the form that was asked for.
final class Said {

  private Said() {}

  static void print(Common common, JsonObject json, String text) {
    if (common.json) {
      common.terminal().print(json);
    } else {
      common.terminal().print(Terminal.plain(text));
    }
  }
}
