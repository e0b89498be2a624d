package sotto.backend.tor.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The arguments of `ADD_ONION` (control-spec, 3.27), as far as tor takes them.
///
/// @param key what stands for the key
/// @param targets where those go who come to the virtual ports
/// @param flags the flags
/// @param clients the public keys of those who are admitted
record ServiceOrder(String key, List<Target> targets, Set<String> flags, List<String> clients) {

  private static final int CLIENT_KEY = 32;
  private static final int STREAMS_MAX = 65535;
  private static final String BAD = "512 Bad arguments to ADD_ONION: ";
  private static final Set<String> FLAGS =
      Set.of(
          "discardpk", "detach", "basicauth", "nonanonymous", "maxstreamsclosecircuit", "v3auth");
  private static final Set<String> KEYWORDS =
      Set.of("port", "flags", "maxstreams", "clientauth", "clientauthv3");
  private static final Set<String> PROOF_OF_WORK =
      Set.of("powdefensesenabled", "powqueuerate", "powqueueburst");

  static ServiceOrder parse(String arguments, Setup setup) throws Refused {
    var words = List.of(arguments.split(" +"));
    if (arguments.isEmpty()) {
      throw new Refused(BAD + "Need at least 1 argument(s)");
    }
    for (var word : words.subList(1, words.size())) {
      checkKeyword(word, setup);
    }
    var order =
        new ServiceOrder(
            words.getFirst(), new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>());
    for (var word : words.subList(1, words.size())) {
      var equals = word.indexOf('=');
      order.take(word.substring(0, equals).toLowerCase(Locale.ROOT), word.substring(equals + 1));
    }
    order.check();
    return order;
  }

  private static void checkKeyword(String word, Setup setup) throws Refused {
    var equals = word.indexOf('=');
    if (equals < 0) {
      throw new Refused(BAD + "Cannot parse keyword argument(s)");
    }
    var keyword = word.substring(0, equals).toLowerCase(Locale.ROOT);
    if (!KEYWORDS.contains(keyword) && !(setup.proofOfWork() && PROOF_OF_WORK.contains(keyword))) {
      throw new Refused(
          BAD + "Unrecognized keyword argument \"" + word.substring(0, equals) + "\"");
    }
  }

  private void take(String keyword, String value) throws Refused {
    switch (keyword) {
      case "port" ->
          targets.add(
              Target.parse(value).orElseThrow(() -> new Refused("512 Invalid VIRTPORT/TARGET")));
      case "flags" -> takeFlags(value);
      case "maxstreams" -> number(value, STREAMS_MAX, "MaxStreams");
      case "clientauthv3" -> clients.add(client(value));
      case "powdefensesenabled" -> number(value, 1, "PoWDefensesEnabled");
      case "powqueuerate" -> number(value, Integer.MAX_VALUE, "PoWQueueRate");
      case "powqueueburst" -> number(value, Integer.MAX_VALUE, "PoWQueueBurst");
      default -> throw new Refused("512 Invalid argument");
    }
  }

  private void takeFlags(String value) throws Refused {
    if (value.isEmpty()) {
      throw new Refused("512 Invalid 'Flags' argument");
    }
    for (var flag : Arrays.asList(value.split(","))) {
      if (!FLAGS.contains(flag.toLowerCase(Locale.ROOT))) {
        throw new Refused("512 Invalid 'Flags' argument: \"" + flag + "\"");
      }
      flags.add(flag.toLowerCase(Locale.ROOT));
    }
  }

  private static void number(String value, long most, String name) throws Refused {
    var known = Optional.of(value).filter(text -> text.matches("[0-9]{1,10}")).map(Long::parseLong);
    if (known.filter(number -> number <= most).isEmpty()) {
      throw new Refused("512 Invalid " + name);
    }
  }

  private static String client(String value) throws Refused {
    var key =
        Base32.decode(value, CLIENT_KEY)
            .orElseThrow(() -> new Refused("512 Cannot decode v3 client auth key"));
    return Base32.encode(key).toUpperCase(Locale.ROOT);
  }

  private void check() throws Refused {
    if (targets.isEmpty()) {
      throw new Refused("512 Missing 'Port' argument");
    }
    if (has("nonanonymous")) {
      throw new Refused("512 Tor is in anonymous hidden service mode");
    }
    if (has("v3auth") && clients.isEmpty()) {
      throw new Refused("512 No auth clients specified");
    }
    if (!has("v3auth") && !clients.isEmpty()) {
      throw new Refused("512 No auth type specified");
    }
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }
}
