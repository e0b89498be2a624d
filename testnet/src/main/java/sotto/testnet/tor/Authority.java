package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import sotto.testnet.keep.Tool;

/// The keys of a network's directory authority, made for this one run, and the line that binds
/// every tor to it.
///
/// @param line the line `DirAuthority`
/// @param ports where it listens
record Authority(String line, Ports ports) {

  /// The directory of the authority below the network's.
  static final String NAME = "authority";

  /// `tor-gencert` would spend half a second on 3,072 bits, which a network of minutes does not
  /// need.
  private static final int IDENTITY_BITS = 2_048;

  private static final Pattern IDENTITY = Pattern.compile("(?m)^fingerprint ([0-9A-F]{40})$");
  private static final Pattern FINGERPRINT = Pattern.compile("([0-9A-F]{4} ){9}[0-9A-F]{4}");
  private static final String UNKNOWN = "0".repeat(40);

  /// Makes the keys.
  ///
  /// @param ground where tor runs
  /// @param ports where the authority is to listen
  static Authority make(Daemon.Ground ground, Ports ports)
      throws IOException, InterruptedException {
    var keys = Files.createDirectories(ground.directory().resolve(NAME).resolve("keys"));
    var identity = identity(ground.directory(), keys, ports);
    var unfinished = line(identity, UNKNOWN, ports);
    var torrc = Torrc.common(unfinished, NAME, ground.directory().resolve(NAME), 1);
    var draft = ground.directory().resolve("draft");
    var whole = torrc + Torrc.relay(ports.authorityOr());
    Torrc.check(whole);
    Files.writeString(draft, whole);
    var arguments = new java.util.ArrayList<>(Daemon.Ground.with(draft));
    arguments.addAll(List.of("--list-fingerprint", "--hush"));
    var listed = Tool.run(ground.command(arguments));
    var fingerprint = FINGERPRINT.matcher(listed.said());
    if (listed.exit() != 0 || !fingerprint.find()) {
      throw new TorTestnetException(
          "tor does not make keys. What to do: see what it says.\n" + Redaction.of(listed.said()));
    }
    Files.delete(draft);
    return new Authority(line(identity, fingerprint.group().replace(" ", ""), ports), ports);
  }

  private static String line(String identity, String fingerprint, Ports ports) {
    return "DirAuthority %s orport=%d v3ident=%s 127.0.0.1:%d %s"
        .formatted(NAME, ports.authorityOr(), identity, ports.authorityDir(), fingerprint);
  }

  /// Makes the identity and the certificate (dir-spec, section 3.1), and returns the identity's
  /// fingerprint.
  private static String identity(Path directory, Path keys, Ports ports)
      throws IOException, InterruptedException {
    var gencert =
        Tool.find("tor-gencert")
            .orElseThrow(
                () ->
                    new TorTestnetException(
                        "tor-gencert is not installed, which comes with tor. What to do: apt-get"
                            + " install tor"));
    var identity = Files.writeString(directory.resolve("identity"), privateKey());
    var certificate = keys.resolve("authority_certificate");
    var made =
        Tool.run(
            List.of(
                gencert.toString(),
                "-i",
                identity.toString(),
                "-c",
                certificate.toString(),
                "-s",
                keys.resolve("authority_signing_key").toString(),
                "-m",
                "1",
                "-a",
                "127.0.0.1:" + ports.authorityDir()));
    if (made.exit() != 0) {
      throw new TorTestnetException("tor-gencert fails: " + Redaction.of(made.said()));
    }
    var fingerprint = IDENTITY.matcher(Files.readString(certificate));
    if (!fingerprint.find()) {
      throw new TorTestnetException("tor-gencert made a certificate without a fingerprint.");
    }
    Files.delete(identity);
    return fingerprint.group(1);
  }

  private static String privateKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(IDENTITY_BITS);
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has RSA", e);
    }
  }
}
