package sotto.node.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;

/// The fields of an object that came over the control socket, each checked before it is believed.
///
/// Confined to one thread.
final class Fields {

  private final JsonObject object;

  Fields(JsonObject object) {
    this.object = object;
  }

  static String base64(ByteBuffer bytes) {
    return ISO_8859_1.decode(Base64.getEncoder().encode(bytes.duplicate())).toString();
  }

  String text(String name, int max) throws Malformed {
    var value = primitive(name);
    if (!value.isString()) {
      throw new Malformed("its field '" + name + "' is not a text");
    }
    var text = value.getAsString();
    if (text.length() > max) {
      throw new Malformed("its field '" + name + "' is longer than " + max + " characters");
    }
    return text;
  }

  boolean flag(String name) throws Malformed {
    if (!object.has(name)) {
      return false;
    }
    var value = primitive(name);
    if (!value.isBoolean()) {
      throw new Malformed("its field '" + name + "' is neither true nor false");
    }
    return value.getAsBoolean();
  }

  Duration duration(String name, Duration max) throws Malformed {
    var value = primitive(name);
    try {
      var millis = value.isNumber() ? Long.parseLong(value.getAsString()) : -1;
      if (millis >= 0 && millis <= max.toMillis()) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // A fraction, or out of range: refused below like any other wrong number.
    }
    throw new Malformed("its field '" + name + "' is not a number of milliseconds in range");
  }

  byte[] bytes(String name, int max) throws Malformed {
    var text = text(name, (max + 2) / 3 * 4);
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (bytes.length <= max) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Not base64: refused below.
    }
    throw new Malformed("its field '" + name + "' is not base64 of at most " + max + " bytes");
  }

  private JsonPrimitive primitive(String name) throws Malformed {
    if (object.get(name) instanceof JsonPrimitive value) {
      return value;
    }
    throw new Malformed("it has no usable field '" + name + "'");
  }
}
