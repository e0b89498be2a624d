package sotto.backend.tor.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words and `KEY=value` pairs of a line, whose values may be quoted; control-spec, section
/// 2.1. Pure.
///
/// @param words those without a key, in order
/// @param values those with one; the last of a name wins
record Fields(List<String> words, Map<String, String> values) {

  /// The most fields of one line; tor's longest has about twenty.
  static final int COUNT_MAX = 256;

  /// Reads a line.
  ///
  /// @throws Malformed if a quote has no end, or there are too many fields
  static Fields of(String text) throws Malformed {
    var words = new ArrayList<String>();
    var values = new LinkedHashMap<String, String>();
    var at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      if (words.size() + values.size() == COUNT_MAX) {
        throw new Malformed("a line has more than " + COUNT_MAX + " fields");
      }
      var equals = keyEnd(text, at);
      var value = new StringBuilder();
      var start = equals < 0 ? at : equals + 1;
      var end = value(text, start, value);
      if (equals < 0) {
        words.add(value.toString());
      } else {
        values.put(text.substring(at, equals), value.toString());
      }
      at = end;
    }
    return new Fields(List.copyOf(words), Map.copyOf(values));
  }

  /// Returns a word by its place.
  Optional<String> word(int place) {
    return place < words.size() ? Optional.of(words.get(place)) : Optional.empty();
  }

  /// Returns a value, or nothing if it is not there.
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Returns a whole number.
  ///
  /// @throws Malformed if it is there and is none
  Optional<Long> number(String key) throws Malformed {
    var value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new Malformed("a number is none");
    }
  }

  private static int keyEnd(String text, int start) {
    for (var i = start; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '=' && i > start) {
        return i;
      }
      if (c != '_' && c != '-' && !(c >= '0' && c <= '9') && !Character.isLetter(c)) {
        return -1;
      }
    }
    return -1;
  }

  private static int value(String text, int start, StringBuilder value) throws Malformed {
    if (start < text.length() && text.charAt(start) == '"') {
      return quoted(text, start + 1, value);
    }
    var end = text.indexOf(' ', start);
    value.append(text, start, end < 0 ? text.length() : end);
    return end < 0 ? text.length() : end;
  }

  private static int quoted(String text, int start, StringBuilder value) throws Malformed {
    for (var i = start; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i = escaped(text, i + 1, value);
      } else {
        value.append(c);
      }
    }
    throw new Malformed("a quote has no end");
  }

  /// Reads what follows a backslash: a letter's control character, up to three octal digits, or the
  /// character itself. Returns where it ended.
  private static int escaped(String text, int at, StringBuilder value) {
    var c = text.charAt(at);
    if (c >= '0' && c <= '7') {
      var number = 0;
      var i = at;
      while (i < text.length() && i < at + 3 && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
        number = number * 8 + text.charAt(i++) - '0';
      }
      value.append((char) (number & 0xff));
      return i - 1;
    }
    value.append(
        switch (c) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          default -> c;
        });
    return at;
  }

  /// Redacted: a field may name anything.
  @Override
  public String toString() {
    return "fields:" + (words.size() + values.size());
  }
}
