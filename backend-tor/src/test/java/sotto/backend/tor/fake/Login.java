package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sotto.tck.Fault;

/// How one controller shows that it may command (control-spec, 3.5, 3.21 and 3.24).
///
/// Guarded by the network's monitor.
final class Login {

  private static final int NONCE = 32;
  private static final String SERVER = "Tor safe cookie authentication server-to-controller hash";
  private static final String CONTROLLER =
      "Tor safe cookie authentication controller-to-server hash";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String FAILED = "515 Authentication failed: ";
  private static final String PASSWORD =
      "Password did not match HashedControlPassword value from configuration";
  private static final String QUOTES =
      " you tried a plain text password?  If so, the standard requires that you put it in double"
          + " quotes.";

  private final Daemon tor;
  private boolean done;
  private boolean greeted;
  private byte[] expected = {};

  Login(Daemon tor) {
    this.tor = tor;
  }

  boolean done() {
    return done;
  }

  /// Tells whether a command may be given now.
  boolean allows(String verb) {
    if (done || verb.equals("AUTHENTICATE") || verb.equals("QUIT")) {
      return true;
    }
    return switch (verb) {
      case "PROTOCOLINFO" -> !greeted && expected.length == 0;
      case "AUTHCHALLENGE" -> expected.length == 0;
      default -> false;
    };
  }

  Reply protocolInfo() {
    greeted = true;
    return Reply.of(
        List.of(
            "250-PROTOCOLINFO 1",
            "250-AUTH METHODS=" + methods(),
            "250-VERSION Tor=\"" + tor.setup().version() + "\"",
            "250 OK"));
  }

  private String methods() {
    var names = new ArrayList<String>();
    if (tor.setup().open()) {
      names.add("NULL");
    }
    if (tor.setup().cookie()) {
      names.add("COOKIE,SAFECOOKIE");
    }
    if (!tor.setup().password().isEmpty()) {
      names.add("HASHEDPASSWORD");
    }
    var file = tor.setup().cookie() ? " COOKIEFILE=\"" + tor.place().cookieFile() + "\"" : "";
    return String.join(",", names) + file;
  }

  Reply challenge(String arguments) {
    var words = arguments.split(" +", -1);
    if (arguments.isEmpty()) {
      return Reply.of("512 Bad arguments to AUTHCHALLENGE: Need at least 1 argument(s)");
    }
    if (!words[0].toUpperCase(Locale.ROOT).equals("SAFECOOKIE")) {
      return Reply.of("513 AUTHCHALLENGE only supports SAFECOOKIE authentication").close();
    }
    if (!tor.setup().cookie()) {
      return Reply.of("515 Cookie authentication is disabled").close();
    }
    if (words.length != 2) {
      return Reply.of("512 Wrong number of arguments for AUTHCHALLENGE").close();
    }
    var nonce = hex(words[1]);
    if (nonce.isEmpty()) {
      return Reply.of("513 Invalid base16 client nonce").close();
    }
    var ours = new byte[NONCE];
    new SecureRandom().nextBytes(ours);
    expected = hash(CONTROLLER, nonce.get(), ours);
    return Reply.of(
        "250 AUTHCHALLENGE SERVERHASH=%s SERVERNONCE=%s"
            .formatted(HEX.formatHex(hash(SERVER, nonce.get(), ours)), HEX.formatHex(ours)));
  }

  private byte[] hash(String key, byte[] theirs, byte[] ours) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(US_ASCII), "HmacSHA256"));
      mac.update(tor.cookie());
      mac.update(theirs);
      return mac.doFinal(ours);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Reply authenticate(String arguments) {
    var quoted = arguments.startsWith("\"");
    if (quoted) {
      var end = arguments.indexOf('"', 1);
      if (end < 0) {
        return Reply.of("512 Bad arguments to AUTHENTICATE: Cannot parse keyword argument(s)");
      }
      if (end < arguments.length() - 1) {
        return Reply.of("512 Too many arguments to AUTHENTICATE.").close();
      }
    }
    var secret =
        quoted
            ? Optional.of(arguments.substring(1, arguments.length() - 1).getBytes(ISO_8859_1))
            : hex(arguments);
    if (secret.isEmpty()) {
      return Reply.of("551 Invalid hexadecimal encoding.  Maybe" + QUOTES).close();
    }
    var refusal = refusal(secret.get(), quoted);
    if (refusal.isPresent()) {
      return Reply.of(FAILED + refusal.get()).close();
    }
    done = true;
    tor.journal().login();
    return Reply.ok();
  }

  private Optional<String> refusal(byte[] secret, boolean quoted) {
    var refuses = tor.has(Fault.DAEMON_REFUSES_LOGIN);
    if (expected.length > 0) {
      return refused(secret, expected, refuses, "safe cookie response", "Safe cookie response");
    }
    if (tor.setup().open() && !refuses) {
      return Optional.empty();
    }
    var password = tor.setup().password();
    var known = Arrays.equals(secret, password.getBytes(ISO_8859_1)) && !password.isEmpty();
    if (known && !refuses) {
      return Optional.empty();
    }
    if (!tor.setup().cookie()) {
      return Optional.of(
          quoted ? PASSWORD : PASSWORD + ". Maybe" + QUOTES.replace("?  If", "? If"));
    }
    var cookie = refused(secret, tor.cookie(), refuses, "", "Authentication cookie");
    return password.isEmpty() || cookie.isEmpty()
        ? cookie
        : Optional.of("Password did not match HashedControlPassword *or* authentication cookie.");
  }

  private static Optional<String> refused(
      byte[] secret, byte[] right, boolean refuses, String response, String what) {
    if (secret.length != right.length) {
      return Optional.of(
          response.isEmpty()
              ? "Wrong length on authentication cookie."
              : "Wrong length for " + response + ".");
    }
    return MessageDigest.isEqual(secret, right) && !refuses
        ? Optional.empty()
        : Optional.of(what + " did not match expected value.");
  }

  private static Optional<byte[]> hex(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
