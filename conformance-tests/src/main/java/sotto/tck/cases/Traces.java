package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.Secret;
import sotto.tck.engine.Check;

/// Ways in which something may show that must not: as it is, in hex, base32 or base64, in either
/// case.
///
/// @param what what it is, in a word
/// @param forms how it may look, in lower case
record Traces(String what, List<String> forms) {

  /// Fewer characters in a row may come about by chance.
  private static final int LENGTH_MIN = 8;

  static Traces of(String what, byte[] bytes) {
    var forms = new ArrayList<String>();
    forms.add(new String(bytes, ISO_8859_1));
    forms.add(new String(bytes, UTF_8));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(base32(bytes));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return new Traces(what, lower(forms));
  }

  static Traces of(Address address, Addresses addresses) throws AddressRejected {
    var host = address.withPort(Address.NO_PORT);
    var forms = new ArrayList<>(of("an address", address.id()).forms);
    forms.add(host.text());
    forms.add(host.text().substring(host.scheme().length() + 1));
    forms.add(addresses.format(host));
    return new Traces("an address", lower(forms));
  }

  static Traces of(Secret secret) {
    var bytes = secret.reveal();
    var forms = new ArrayList<>(of("a secret", bytes).forms);
    if (bytes.length > 32) {
      forms.add(HexFormat.of().formatHex(bytes, 0, 32));
    }
    return new Traces("a secret", lower(forms));
  }

  private static List<String> lower(List<String> forms) {
    return forms.stream()
        .map(form -> form.toLowerCase(Locale.ROOT))
        .filter(form -> form.length() >= LENGTH_MIN)
        .distinct()
        .toList();
  }

  void absentFrom(String text, String where) {
    var lower = text.toLowerCase(Locale.ROOT);
    for (var form : forms) {
      Check.that(!lower.contains(form), "%s shows in %s".formatted(what, where));
    }
  }

  void absentFrom(byte[] bytes, String where) {
    absentFrom(new String(bytes, ISO_8859_1), where);
  }

  /// Says that neither the files below a directory nor their names show it.
  void absentFromFiles(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.toList()) {
        absentFrom(file.getFileName().toString(), "a file's name");
        if (Files.isRegularFile(file)) {
          absentFrom(Files.readAllBytes(file), "a file");
        }
      }
    }
  }

  private static String base32(byte[] bytes) {
    var text = Address.of("x", java.util.Arrays.copyOf(bytes, Math.min(bytes.length, 30))).text();
    return text.substring(2);
  }
}
