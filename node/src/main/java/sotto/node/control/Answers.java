package sotto.node.control;

import com.google.gson.JsonObject;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;

/// The envelopes of what a node says to a client.
///
/// | field | means |
/// |---|---|
/// | `part` | one of several; more lines follow |
/// | `answer` | the whole, or the end of it |
/// | `error` | the word of an [Exit], beside `code` and `message`; nothing follows |
final class Answers {

  private Answers() {}

  static JsonObject part(JsonObject part) {
    return Json.answer().with("part", part).object();
  }

  static JsonObject whole(JsonObject answer) {
    return Json.answer().with("answer", answer).object();
  }

  static JsonObject error(Failure failure) {
    return Json.answer()
        .with("error", failure.exit().word())
        .with("code", failure.exit().code())
        .with("message", failure.sentence())
        .object();
  }

  /// Returns the failure that an envelope carries.
  static Failure failure(JsonObject envelope) throws Malformed {
    var fields = new Fields(envelope);
    var word = fields.text("error", Ask.NAME_MAX);
    for (var exit : Exit.values()) {
      if (exit.word().equals(word)) {
        return new Failure(exit, fields.text("message", Lines.LINE_MAX));
      }
    }
    throw new Malformed("it fails in a way that this program does not know");
  }
}
