package sotto.backend.tor.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The keys with which a fake opens descriptors that are meant for few (control-spec, 3.30 to
/// 3.32).
///
/// Guarded by the network's monitor.
final class Keyring {

  private static final String TYPE = "x25519:";

  /// A key, in base64, and what it is called.
  private record Entry(String secret, String name) {

    String line(OnionId id) {
      var named = name.isEmpty() ? "" : " ClientName=" + name;
      return "250-CLIENT " + id.text() + " " + TYPE + secret + named;
    }
  }

  private final Map<OnionId, Entry> entries = new LinkedHashMap<>();
  private final Set<OnionId> locked = new HashSet<>();

  /// Says with which SOCKS reply a service's descriptor stays closed, if it does.
  Optional<SocksReply> refusal(Service service) {
    if (service.clients().isEmpty()) {
      return Optional.empty();
    }
    var entry = Optional.ofNullable(entries.get(service.id()));
    if (entry.filter(key -> service.clients().contains(publicOf(key))).isPresent()) {
      locked.remove(service.id());
      return Optional.empty();
    }
    locked.add(service.id());
    return Optional.of(entry.isPresent() ? SocksReply.WRONG_AUTH : SocksReply.MISSING_AUTH);
  }

  private static String publicOf(Entry entry) {
    var point = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(Base64.getDecoder().decode(entry.secret), 0, point, 0);
    return Base32.encode(point).toUpperCase(Locale.ROOT);
  }

  void clear() {
    entries.clear();
    locked.clear();
  }

  /// Obeys `ONION_CLIENT_AUTH_ADD`.
  Reply add(String arguments, FakeTorNetwork network) {
    var words = Arrays.asList(arguments.split(" +"));
    if (words.size() < 2) {
      return Reply.of("512 Incomplete ONION_CLIENT_AUTH_ADD command");
    }
    try {
      var id = id(words.getFirst());
      var entry = new Entry(secret(words.get(1)), name(words.subList(2, words.size())));
      if (words.contains("Flags=Permanent")) {
        throw new Refused("553 Unable to store creds for \"" + id.text() + "\"");
      }
      return Reply.of(added(id, entry, network));
    } catch (Refused e) {
      return e.reply();
    }
  }

  private String added(OnionId id, Entry entry, FakeTorNetwork network) {
    var replaced = entries.containsKey(id);
    entries.put(id, entry);
    var opens =
        locked.contains(id)
            && network.find(id).filter(service -> refusal(service).isEmpty()).isPresent();
    if (opens) {
      return "252 Registered client and decrypted desc";
    }
    return replaced ? "251 Client for onion existed and replaced" : "250 OK";
  }

  private static OnionId id(String text) throws Refused {
    return OnionId.parse(text)
        .orElseThrow(() -> new Refused("512 Invalid v3 address \"" + text + "\""));
  }

  private static String secret(String word) throws Refused {
    var colon = word.indexOf(':') + 1;
    if (!word.substring(0, colon).equals(TYPE)) {
      var type = word.substring(0, Math.max(0, colon - 1));
      throw new Refused("552 Unrecognized key type \"" + type + "\"");
    }
    try {
      var secret = word.substring(colon);
      if (Base64.getDecoder().decode(secret).length == X25519.SCALAR_SIZE) {
        return secret;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new Refused("512 Failed to decode x25519 private key");
  }

  private static String name(List<String> words) {
    var prefix = "ClientName=";
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }

  /// Obeys `ONION_CLIENT_AUTH_REMOVE`.
  Reply remove(String arguments) {
    if (arguments.isEmpty()) {
      return Reply.of("512 Incomplete ONION_CLIENT_AUTH_REMOVE command");
    }
    try {
      var id = id(arguments);
      return entries.keySet().remove(id)
          ? Reply.ok()
          : Reply.of("251 No credentials for \"" + id.text() + "\"");
    } catch (Refused e) {
      return e.reply();
    }
  }

  /// Obeys `ONION_CLIENT_AUTH_VIEW`.
  Reply view(String arguments) {
    try {
      var lines = new ArrayList<String>();
      lines.add(("250-ONION_CLIENT_AUTH_VIEW " + arguments).strip());
      if (arguments.isEmpty()) {
        entries.forEach((id, entry) -> lines.add(entry.line(id)));
      } else {
        var id = id(arguments);
        Optional.ofNullable(entries.get(id)).ifPresent(entry -> lines.add(entry.line(id)));
      }
      lines.add("250 OK");
      return Reply.of(lines);
    } catch (Refused e) {
      return e.reply();
    }
  }
}
