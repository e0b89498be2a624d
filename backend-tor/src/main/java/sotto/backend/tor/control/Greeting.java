package sotto.backend.tor.control;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a tor says of itself before anybody has logged in: the reply to `PROTOCOLINFO`;
/// control-spec, section 3.21. Pure.
final class Greeting {

  private final Set<String> methods;
  private final @Nullable Path cookie;
  private final @Nullable TorVersion version;

  private Greeting(Set<String> methods, @Nullable Path cookie, @Nullable TorVersion version) {
    this.methods = methods;
    this.cookie = cookie;
    this.version = version;
  }

  static Greeting of(Reply reply) throws Malformed {
    var methods = Set.<String>of();
    Path cookie = null;
    TorVersion version = null;
    for (var line : reply.lines()) {
      var fields = Fields.of(line.text());
      switch (fields.word(0).orElse("")) {
        case "AUTH" -> {
          methods = Set.copyOf(List.of(fields.value("METHODS").orElse("").split(",", -1)));
          cookie = path(fields.value("COOKIEFILE"));
        }
        case "VERSION" -> version = version(fields.value("Tor"));
        default -> {
          // Lines of later protocols are to be ignored.
        }
      }
    }
    return new Greeting(methods, cookie, version);
  }

  /// Tells whether a way to log in is offered: `SAFECOOKIE`, `COOKIE`, `HASHEDPASSWORD` or `NULL`.
  boolean offers(String method) {
    return methods.contains(method);
  }

  /// Returns where tor says that its cookie is.
  Optional<Path> cookie() {
    return Optional.ofNullable(cookie);
  }

  /// Returns tor's version, or nothing if it is no tor.
  Optional<TorVersion> version() {
    return Optional.ofNullable(version);
  }

  private static @Nullable Path path(Optional<String> text) {
    try {
      // Octets of a name in UTF-8 arrive as characters of the same number.
      return text.map(
              name ->
                  Path.of(
                      new String(
                          name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                          java.nio.charset.StandardCharsets.UTF_8)))
          .filter(Path::isAbsolute)
          .orElse(null);
    } catch (InvalidPathException e) {
      // A tor that names no file of ours offers no cookie to us.
      return null;
    }
  }

  private static @Nullable TorVersion version(Optional<String> text) {
    try {
      return text.map(TorVersion::parse).orElse(null);
    } catch (IllegalArgumentException e) {
      // Not a version of tor, hence not a tor.
      return null;
    }
  }
}
