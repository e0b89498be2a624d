package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.testnet.Part;

/// The fake says, word for word, what a real tor says to the same controller.
@Timeout(120)
class ControlConversationTest {

  private static final String PASSWORD = "secret word";
  private static final List<String> LOGINS =
      List.of(
          "PROTOCOLINFO 1",
          "AUTHENTICATE \"" + PASSWORD + "\"",
          "AUTHENTICATE \"wrong\"",
          "AUTHENTICATE",
          "AUTHENTICATE 73656372657420776f7264",
          "AUTHENTICATE 00",
          "AUTHENTICATE foo",
          "AUTHENTICATE \"unfinished",
          "AUTHENTICATE \"a\" b",
          "AUTHCHALLENGE SAFECOOKIE 00",
          "GETINFO version");
  private static final byte[] SEED = new byte[32];

  private static final List<Pattern> VARYING =
      List.of(
          Pattern.compile("(?<=SERVERHASH=)[0-9A-F]{64}"),
          Pattern.compile("(?<=SERVERNONCE=)[0-9A-F]{64}"),
          Pattern.compile("(?<=process/pid=)\\d+"),
          Pattern.compile("(?<=PrivateKey=ED25519-V3:)[A-Za-z0-9+/=]{88}"),
          Pattern.compile("(?<=version=|Tor=\")0\\.4\\.\\d+\\.\\d+"));

  @TempDir private Path directory;

  @Test
  void aConversationWithACookieIsTheSameWithBoth() throws Exception {
    var script = Files.readString(resource("conversation.txt"), UTF_8);
    var parts =
        Arrays.stream(script.replaceAll("(?m)^#.*\n", "").split("\n\n"))
            .map(part -> part.lines().filter(line -> !line.isEmpty()).toList())
            .filter(part -> !part.isEmpty())
            .toList();

    compare("CookieAuthentication 1", Setup.ordinary(), parts);
  }

  @Test
  void aLoginWithAPasswordIsTheSameWithBoth() throws Exception {
    var line = RealTor.passwordLine(binary(), directory, PASSWORD);

    compare(line, Setup.ordinary().withoutCookie().withPassword(PASSWORD), each(LOGINS));
  }

  @Test
  void aLoginWithPasswordOrCookieIsTheSameWithBoth() throws Exception {
    var line = RealTor.passwordLine(binary(), directory, PASSWORD);

    compare(
        line + "\nCookieAuthentication 1", Setup.ordinary().withPassword(PASSWORD), each(LOGINS));
  }

  @Test
  void aLoginWithNothingIsTheSameWithBoth() throws Exception {
    compare("CookieAuthentication 0", Setup.ordinary().withoutCookie(), each(LOGINS));
  }

  private static List<List<String>> each(List<String> commands) {
    return commands.stream().map(List::of).toList();
  }

  private static Path resource(String name) throws Exception {
    var found = ControlConversationTest.class.getResource(name);
    return Path.of(Objects.requireNonNull(found).toURI());
  }

  private static Path binary() {
    return Part.program("tor");
  }

  private void compare(String torrc, Setup setup, List<List<String>> parts) throws Exception {
    var real = Files.createDirectory(directory.resolve("t"));
    try (var tor = RealTor.start(binary(), real, torrc);
        var network = new FakeTorNetwork();
        var fake = network.start(setup.withNetworkDisabled())) {
      var said = talk(tor.control(), tor.cookieFile(), tor.data(), parts);
      var faked = talk(fake.control(), fake.cookieFile(), fake.control().resolveSibling(""), parts);

      assertThat(faked).hasSameSizeAs(said).hasSizeGreaterThan(parts.size());
      SoftAssertions.assertSoftly(
          each -> {
            for (var i = 0; i < said.size(); i++) {
              each.assertThat(faked.get(i)).isEqualTo(said.get(i));
            }
          });
    }
  }

  /// Has a conversation, and returns every command with its reply.
  private static List<String> talk(Path control, Path cookie, Path data, List<List<String>> parts)
      throws IOException {
    var said = new ArrayList<String>();
    var paths = List.of(cookie, control, data);
    for (var part : parts) {
      try (var raw = new RawControl(control)) {
        for (var command : part) {
          said.add(command + "\n" + masked(raw.ask(filled(command, cookie)), paths));
        }
        said.add("afterwards\n" + masked(raw.ask("QUIT"), paths));
      }
    }
    return said;
  }

  private static String filled(String command, Path cookie) throws IOException {
    var bytes = Files.exists(cookie) ? Files.readAllBytes(cookie) : new byte[0];
    return command
        .replace("%COOKIE%", HexFormat.of().formatHex(bytes))
        .replace("%KEY%", key(1))
        .replace("%KEY2%", key(2))
        .replace("%ID%", id(1))
        .replace("%ID2%", id(2))
        .replace("%FREE%", id(3));
  }

  private static byte[] expanded(int number) {
    var seed = SEED.clone();
    seed[0] = (byte) number;
    return SecretKey.expand(seed);
  }

  private static String key(int number) {
    return Base64.getEncoder().encodeToString(expanded(number));
  }

  private static String id(int number) {
    return OnionId.of(Curve.publicOf(expanded(number))).text();
  }

  private static String masked(String reply, List<Path> paths) {
    var text = reply;
    for (var path : paths) {
      text = text.replaceAll(Pattern.quote(path.toString()) + "(?![\\w/])", "PATH");
    }
    for (var varying : VARYING) {
      text = varying.matcher(text).replaceAll("*");
    }
    return onionsMasked(text);
  }

  /// Hides the names of onions whose keys were made by the tor.
  private static String onionsMasked(String text) {
    return Pattern.compile("[a-z2-7]{56}")
        .matcher(text)
        .replaceAll(
            found ->
                List.of(id(1), id(2), id(3)).contains(found.group()) ? found.group() : "ONION");
  }
}
