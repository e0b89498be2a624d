package sotto.tck.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// Takes out of a text what would tell where and by whom a report was made.
final class Scrub {

  /// Shorter names would be found inside ordinary words.
  private static final int NAME_MIN = 3;

  private Scrub() {}

  static String clean(String text) {
    var clean = text;
    for (var entry : telling().entrySet()) {
      clean = clean.replace(entry.getKey(), entry.getValue());
    }
    return clean;
  }

  private static Map<String, String> telling() {
    Map<String, String> words = new LinkedHashMap<>();
    add(words, System.getProperty("java.io.tmpdir", ""), "[tmp]");
    add(words, System.getProperty("user.dir", ""), "[here]");
    add(words, System.getProperty("user.home", ""), "[home]");
    add(words, System.getenv().getOrDefault("HOSTNAME", ""), "[host]");
    add(words, System.getProperty("user.name", ""), "[user]");
    return words;
  }

  private static void add(Map<String, String> words, String word, String instead) {
    if (word.length() >= NAME_MIN) {
      words.put(word, instead);
    }
  }
}
