package sotto.backend.tor.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sotto.backend.tor.daemon.Binary.Unusable;
import sotto.spi.backend.Directories;

/// A tor in a jar on the class path; see `docs/tor-binary-jar.md`.
///
/// @param base where its files are
/// @param hashes SHA-256 in lower-case hexadecimal of each file by its name; `tor` is one of them
record Bundle(String base, Map<String, String> hashes) {

  /// The largest file: tor with everything linked in has 20 MB.
  static final int FILE_MAX = 128 * 1024 * 1024;

  /// The most files: tor and its libraries.
  static final int FILES_MAX = 32;

  /// The longest list of hashes.
  static final int LIST_MAX = 8 * 1024;

  private static final Pattern LINE =
      Pattern.compile("([0-9a-fA-F]{64}) [ *]([A-Za-z0-9][A-Za-z0-9._+-]{0,79})");
  private static final HexFormat HEX = HexFormat.of();

  /// Copies.
  Bundle {
    hashes = Map.copyOf(hashes);
  }

  /// Reads a list of hashes, as `sha256sum` writes it.
  ///
  /// @param list where it is
  /// @throws Unusable if it cannot be read, or names no tor
  static Bundle listed(URL list) throws Unusable {
    var hashes = new TreeMap<String, String>();
    try (var in = open(list)) {
      var bytes = in.readNBytes(LIST_MAX + 1);
      for (var line : new String(bytes, US_ASCII).split("\r?\n", -1)) {
        var match = LINE.matcher(line);
        if (match.matches() && hashes.size() < FILES_MAX) {
          hashes.put(match.group(2), match.group(1).toLowerCase(java.util.Locale.ROOT));
        } else if (!line.isEmpty()) {
          throw damaged();
        }
      }
    } catch (IOException e) {
      throw damaged();
    }
    if (!hashes.containsKey("tor")) {
      throw damaged();
    }
    var url = list.toString();
    return new Bundle(url.substring(0, url.lastIndexOf('/') + 1), hashes);
  }

  /// Takes a tor that came without a list: its hash is what the jar has.
  ///
  /// @param tor where it is
  /// @throws Unusable if it cannot be read
  static Bundle alone(URL tor) throws Unusable {
    try (var in = open(tor)) {
      var digest = sha256();
      var buffer = new byte[64 * 1024];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      var url = tor.toString();
      return new Bundle(
          url.substring(0, url.lastIndexOf('/') + 1),
          Map.of("tor", HEX.formatHex(digest.digest())));
    } catch (IOException e) {
      throw damaged();
    }
  }

  /// Unpacks what is absent or differs, and verifies all of it where it will be run from.
  ///
  /// The directory is its owner's alone, so between this check and the start only the owner could
  /// exchange the program.
  ///
  /// @param directory where bundles are kept
  /// @return the directory with the program and its libraries
  /// @throws Unusable if the jar's files do not have the listed hashes, or cannot be written
  Path unpack(Path directory) throws Unusable {
    var target = directory.resolve(Objects.requireNonNull(hashes.get("tor")).substring(0, 16));
    try {
      Directories.make(directory);
      Directories.make(target);
      for (var file : hashes.entrySet()) {
        var path = target.resolve(file.getKey());
        if (!has(path, file.getValue())) {
          copy(file.getKey(), path);
          if (!has(path, file.getValue())) {
            Files.deleteIfExists(path);
            throw damaged();
          }
        }
      }
      return target;
    } catch (IOException e) {
      // The cause would name the path.
      throw new Unusable(
          "It cannot be unpacked. What to do: see whether the disk is full, or the data directory"
              + " not ours.");
    }
  }

  private void copy(String name, Path path) throws IOException {
    var draft = Directories.draft(path.resolveSibling(""), new byte[0]);
    try (var in = open(java.net.URI.create(base + name).toURL());
        var out = Files.newOutputStream(draft, StandardOpenOption.TRUNCATE_EXISTING)) {
      var buffer = new byte[64 * 1024];
      var size = 0L;
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > FILE_MAX) {
          throw new IOException("larger than any tor");
        }
        out.write(buffer, 0, read);
      }
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean has(Path path, String hash) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        || !Files.isExecutable(path)
        || Files.size(path) > FILE_MAX) {
      return false;
    }
    return HEX.formatHex(sha256().digest(Files.readAllBytes(path))).equals(hash);
  }

  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    // A cached jar would stay open for as long as the process lives.
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static Unusable damaged() {
    return new Unusable(
        "The tor in the jar is damaged: a file does not have the hash that is listed for it, or is"
            + " absent. What to do: get the jar again.");
  }

  /// Libraries are looked for where the program is, if there are any.
  List<Path> libraries(Path target) {
    return hashes.size() > 1 ? List.of(target) : List.of();
  }

  /// Does not name the path of the jar.
  @Override
  public String toString() {
    return "Bundle" + hashes.keySet();
  }
}
