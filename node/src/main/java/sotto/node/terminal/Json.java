package sotto.node.terminal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;

/// Builds the program's JSON: one object a line, keys in a fixed order, `"v":1` first.
///
/// Confined to one thread.
public final class Json {

  /// The version of all shapes; a change that could break a reader makes it 2.
  public static final int VERSION = 1;

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final JsonObject object = new JsonObject();

  private Json() {}

  /// Starts an object that stands alone: it begins with its version.
  public static Json answer() {
    return new Json().with("v", VERSION);
  }

  /// Starts an object that is part of another.
  public static Json part() {
    return new Json();
  }

  /// Adds a text.
  public Json with(String name, String value) {
    object.addProperty(name, value);
    return this;
  }

  /// Adds a number.
  public Json with(String name, long value) {
    object.addProperty(name, value);
    return this;
  }

  /// Adds a truth.
  public Json with(String name, boolean value) {
    object.addProperty(name, value);
    return this;
  }

  /// Adds an object or array.
  public Json with(String name, JsonElement value) {
    object.add(name, value);
    return this;
  }

  /// Adds a list of texts.
  public Json withTexts(String name, Collection<String> values) {
    var array = new JsonArray();
    values.forEach(array::add);
    return with(name, array);
  }

  /// Adds a list of objects.
  public Json withParts(String name, Collection<JsonObject> values) {
    var array = new JsonArray();
    values.forEach(array::add);
    return with(name, array);
  }

  /// Returns the object.
  public JsonObject object() {
    return object;
  }

  /// Returns an object as one line of text, without the line feed.
  public static String line(JsonElement element) {
    return GSON.toJson(element);
  }
}
