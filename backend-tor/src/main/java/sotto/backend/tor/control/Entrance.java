package sotto.backend.tor.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Logs in: asks what tor takes, and proves what it wants to see proved.
final class Entrance {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Login login;
  private final RandomGenerator random;

  Entrance(Login login, RandomGenerator random) {
    this.login = login;
    this.random = random;
  }

  /// Logs in.
  ///
  /// @return tor's version
  /// @throws NetworkDown if it is no tor, too old, or does not let us in
  /// @throws IOException if the session cannot go on
  TorVersion enter(Conversation tor) throws IOException {
    try {
      var greeting = Greeting.of(tor.ask("PROTOCOLINFO 1"));
      var version = version(greeting);
      prove(greeting, tor);
      return version;
    } catch (Refused e) {
      throw new NetworkDown(
          Reason.AUTHENTICATION,
          "Tor refused our login. What to do: check the settings control.cookie and"
              + " control.password against tor's own.",
          e);
    }
  }

  private TorVersion version(Greeting greeting) throws NetworkDown {
    var version =
        greeting
            .version()
            .orElseThrow(
                () ->
                    new NetworkDown(
                        Reason.VERSION,
                        "What answers at the control port is not tor. What to do: check the setting"
                            + " control."));
    if (version.compareTo(login.oldest()) < 0) {
      throw new NetworkDown(
          Reason.VERSION,
          "This tor is "
              + version
              + ", which is past its support. What to do: install tor "
              + TorVersion.SUPPORTED
              + " or newer.");
    }
    return version;
  }

  private void prove(Greeting greeting, Conversation tor) throws IOException {
    var file = login.cookie().or(greeting::cookie);
    var cookie =
        greeting.offers("SAFECOOKIE") || greeting.offers("COOKIE")
            ? file.flatMap(Entrance::read)
            : Optional.<byte[]>empty();
    var password =
        greeting.offers("HASHEDPASSWORD") ? login.password() : Optional.<sotto.spi.Secret>empty();
    if (cookie.isPresent()) {
      if (greeting.offers("SAFECOOKIE")) {
        challenge(cookie.get(), tor);
      } else {
        tor.authenticate(cookie.get());
      }
      Arrays.fill(cookie.get(), (byte) 0);
    } else if (password.isPresent()) {
      var bytes = password.get().reveal();
      tor.authenticate(bytes);
      Arrays.fill(bytes, (byte) 0);
    } else if (greeting.offers("NULL")) {
      tor.authenticate(new byte[0]);
    } else {
      throw nothingFits(greeting);
    }
  }

  private void challenge(byte[] cookie, Conversation tor) throws IOException {
    var nonce = new byte[SafeCookie.SIZE];
    random.nextBytes(nonce);
    var reply = tor.ask("AUTHCHALLENGE SAFECOOKIE " + HEX.formatHex(nonce));
    var fields = Fields.of(reply.lines().getFirst().text());
    var proofs = new SafeCookie(cookie, nonce, bytes(fields, "SERVERNONCE"));
    if (!proofs.proves(bytes(fields, "SERVERHASH"))) {
      throw new NetworkDown(
          Reason.AUTHENTICATION,
          "What answers at the control port does not know tor's cookie: it is another tor, or none."
              + " What to do: check the settings control and control.cookie.");
    }
    tor.authenticate(proofs.proof());
  }

  private static byte[] bytes(Fields fields, String key) throws Malformed {
    var text = fields.value(key).orElse("");
    if (text.length() != 2 * SafeCookie.SIZE || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new Malformed("a challenge has not 32 bytes");
    }
    return HEX.parseHex(text);
  }

  /// Reads a cookie, if this is one: a file of 32 bytes that we may read.
  private static Optional<byte[]> read(Path file) {
    // Opening a pipe would wait for its writer.
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocate(SafeCookie.SIZE + 1);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A read may give less than there is.
      }
      return buffer.position() == SafeCookie.SIZE
          ? Optional.of(Arrays.copyOf(buffer.array(), SafeCookie.SIZE))
          : Optional.empty();
    } catch (IOException e) {
      // Not ours to read; there may be another way in.
      return Optional.empty();
    }
  }

  private NetworkDown nothingFits(Greeting greeting) {
    var cookie = greeting.offers("SAFECOOKIE") || greeting.offers("COOKIE");
    var password = greeting.offers("HASHEDPASSWORD");
    var remedy = new StringBuilder("Tor wants ");
    if (cookie) {
      remedy.append("its cookie, which cannot be read");
    }
    if (password) {
      remedy.append(cookie ? ", or a password, which is not set" : "a password, which is not set");
    }
    if (!cookie && !password) {
      remedy.append("a login that this backend does not know");
    }
    remedy.append(". What to do: ");
    remedy.append(
        cookie
            ? "let this user read it, such as by joining tor's group, or name another with"
                + " control.cookie"
            : "give it with control.password");
    return new NetworkDown(Reason.AUTHENTICATION, remedy.append('.').toString());
  }
}
