package sotto.node.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// What is left of JSON without its values: names in order, and kinds.
///
/// A list counts as its first element, so examples and answers have one each.
final class Shape {

  private Shape() {}

  static String of(JsonElement element) {
    if (element.isJsonObject()) {
      return element.getAsJsonObject().entrySet().stream()
          .map(field -> field.getKey() + ":" + of(field.getValue()))
          .collect(Collectors.joining(" ", "{", "}"));
    }
    if (element.isJsonArray()) {
      return element.getAsJsonArray().isEmpty()
          ? "[]"
          : "[" + of(element.getAsJsonArray().get(0)) + "]";
    }
    if (element.isJsonNull()) {
      return "null";
    }
    var value = element.getAsJsonPrimitive();
    return value.isString() ? "text" : value.isNumber() ? "number" : "truth";
  }

  /// Returns the shape that docs/cli.md shows under a title.
  static String documented(String title) {
    try {
      var docs = Files.readString(Path.of(System.getProperty("sotto.root"), "docs", "cli.md"));
      var mark = "<!-- shape: " + title + " -->\n```json\n";
      var start = docs.indexOf(mark);
      if (start < 0) {
        throw new AssertionError("docs/cli.md shows no shape for " + title);
      }
      var from = start + mark.length();
      return of(JsonParser.parseString(docs.substring(from, docs.indexOf("```", from))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
