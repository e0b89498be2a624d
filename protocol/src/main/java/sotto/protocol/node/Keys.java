package sotto.protocol.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.spi.Secret;

/// The secrets that make a node who it is, each in a file of its own that only the owner can read.
///
/// A file is one line: `sotto-key-1`, a name, the secret in base64 (RFC 4648, section 5, no
/// padding), and the first eight bytes of the SHA-256 of name and secret in the same, separated by
/// spaces. So a file that was damaged, or put in another's place, is found out instead of making
/// the node somebody else. A file that is there is never replaced.
public final class Keys {

  /// The longest file: the longest secret in base64, and 256 characters for the rest.
  static final int FILE_MAX = Secret.SIZE_MAX * 4 / 3 + 256;

  private static final String HEAD = "sotto-key-1";
  private static final int CHECK_SIZE = 8;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final String HOW =
      " What to do: restore it from a copy, or move it away to start with a new one.";

  private final Path directory;

  /// Returns the keys in a directory.
  ///
  /// @param directory where they are; made when the first is written
  public Keys(Path directory) {
    this.directory = directory;
  }

  /// Returns a secret, which is made and kept if there is none yet.
  ///
  /// @param name which, 1 to 32 of `a-z0-9-`, a letter first
  /// @param fresh makes a new one
  /// @return the secret, which the caller closes
  /// @throws UnusableKey if it is there and cannot be used, or cannot be kept
  public Secret secret(String name, Supplier<Secret> fresh) throws UnusableKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a key's name is 1 to 32 of a-z, 0-9 and -");
    }
    var file = directory.resolve(name + ".key");
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return read(name, file);
      }
      var secret = fresh.get();
      OwnerOnly.directory(directory);
      OwnerOnly.write(file, line(name, secret).getBytes(US_ASCII));
      return secret;
    } catch (UnusableKey e) {
      throw e;
    } catch (IOException e) {
      throw unusable(name, "cannot be read or written", e);
    }
  }

  private static Secret read(String name, Path file) throws IOException {
    if (OwnerOnly.openToOthers(file)) {
      throw new UnusableKey(
          "The key file '%s' is open to other users. What to do: chmod 600.".formatted(name), null);
    }
    if (Files.size(file) > FILE_MAX) {
      throw unusable(name, "is too long", null);
    }
    var parts = new String(Files.readAllBytes(file), US_ASCII).strip().split(" ", -1);
    if (parts.length != 4 || !parts[0].equals(HEAD) || !parts[1].equals(name)) {
      throw unusable(name, "is not a key file of this name and version", null);
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(parts[2]);
      var secret = Secret.of(bytes);
      var check = check(name, bytes);
      Arrays.fill(bytes, (byte) 0);
      if (!check.equals(parts[3])) {
        throw unusable(name, "is damaged: its check does not fit", null);
      }
      return secret;
    } catch (IllegalArgumentException _) {
      // The cause might quote the secret.
      throw unusable(name, "is damaged", null);
    }
  }

  private static String line(String name, Secret secret) {
    var bytes = secret.reveal();
    var base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var line = String.join(" ", HEAD, name, base64, check(name, bytes)) + "\n";
    Arrays.fill(bytes, (byte) 0);
    return line;
  }

  private static String check(String name, byte[] secret) {
    var hash =
        Hash.sha256(Bytes.owned((name + " ").getBytes(US_ASCII)), Bytes.owned(secret.clone()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hash.slice(0, CHECK_SIZE).toArray());
  }

  private static UnusableKey unusable(String name, String what, @Nullable Throwable cause) {
    return new UnusableKey("The key file '" + name + "' " + what + "." + HOW, cause);
  }
}
