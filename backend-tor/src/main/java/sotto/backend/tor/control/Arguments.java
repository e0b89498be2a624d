package sotto.backend.tor.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sotto.spi.Secret;

/// What goes into commands and comes out of replies, checked. Pure.
final class Arguments {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_/.:-]{0,199}");
  private static final Pattern LINE = Pattern.compile("[\\x20-\\x7e\\xa0-\\xff]{0,4000}");
  private static final Pattern SERVICE = Pattern.compile("[a-z2-7]{56}");

  private Arguments() {}

  /// Passes the name of a setting or of something to ask for.
  static void key(String key) {
    demand(KEY, key, "not a name that tor could know");
  }

  /// Passes one line.
  static void line(String value) {
    demand(LINE, value, "not one line of text");
  }

  /// Passes an onion address without its end.
  static void service(String service) {
    demand(SERVICE, service, "not the 56 characters of an onion address");
  }

  /// Returns a key's bytes as text.
  static String base64(Secret key, int size) {
    var bytes = key.reveal();
    if (bytes.length != size) {
      throw new IllegalArgumentException("the key has not " + size + " bytes");
    }
    var text = Base64.getEncoder().encodeToString(bytes);
    Arrays.fill(bytes, (byte) 0);
    return text;
  }

  /// Returns the command that asks for events; jtorctl's knows only some.
  static String subscription(Set<Topic> topics) {
    return topics.stream()
        .sorted()
        .map(Topic::name)
        .collect(Collectors.joining(" ", "SETEVENTS ", ""))
        .strip();
  }

  /// Reads the reply to `ADD_ONION`.
  static Onion.Added added(Reply reply, boolean pow) throws Malformed {
    var service = Fields.of(reply.lines().getFirst().text()).value("ServiceID").orElse("");
    if (!SERVICE.matcher(service).matches()) {
      throw new Malformed("an onion was added without an address");
    }
    return new Onion.Added(service, pow);
  }

  /// Reads a list of listeners, leaving out those that cannot be dialled from here.
  static List<Endpoint> endpoints(String text) throws Malformed {
    var endpoints = new ArrayList<Endpoint>();
    for (var word : Fields.of(text).words()) {
      try {
        endpoints.add(Endpoint.parse(word));
      } catch (IllegalArgumentException e) {
        // On another interface, or on none that we would dial.
      }
    }
    return List.copyOf(endpoints);
  }

  private static void demand(Pattern form, String text, String otherwise) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
