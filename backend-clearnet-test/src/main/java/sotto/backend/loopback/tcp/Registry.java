package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.Address;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.backend.Directories;
import sotto.spi.backend.SharedRandom;

/// The directory that all processes of a user share, in which an address is a directory and each
/// [Entry] in it a file. It is the whole of what this network has for a daemon.
final class Registry {

  static final String SETTING = "registry";

  /// How many addresses there can be: far more than a test needs, few enough to go through.
  static final int ADDRESSES_MAX = 4096;

  /// How many entries of one address are looked at: one is usual, more only while processes race.
  static final int ENTRIES_MAX = 16;

  private static final int SECRET_SIZE = 32;

  private static final String README =
      """
      TEST ONLY. This directory belongs to Sotto's loopback network, which has no anonymity.

      Each directory in it stands for an address that a process of yours listens on, and says at
      which port of 127.0.0.1. You can remove all of it whenever no such process runs.
      """;

  private final Path root;
  private final Path ours;
  private final SharedRandom random;
  private volatile byte[] secret = {};

  /// Opens the registry, making it if there is none.
  ///
  /// @param root where it is
  /// @param ours a file that we made, whose owner must own the registry too
  /// @param random where nonces come from
  Registry(Path root, Path ours, SharedRandom random) throws ConfigRejected, IOException {
    this.root = root;
    this.ours = ours;
    this.random = random;
    repair();
  }

  /// Makes what is missing and reads the secret again.
  void repair() throws ConfigRejected, IOException {
    Directories.make(root);
    if (!Directories.isOurs(root, ours)) {
      throw new ConfigRejected(
          SETTING,
          "The registry belongs to another user, or others can write in it. What to do: set"
              + " 'registry' to a directory that only you can write in.");
    }
    offer("README", README.getBytes(UTF_8));
    offer("secret", random.bytes(SECRET_SIZE));
    var shared = Files.readAllBytes(root.resolve("secret"));
    if (shared.length != SECRET_SIZE) {
      throw new ConfigRejected(
          SETTING,
          "The registry's secret is damaged. What to do: stop all processes that use the"
              + " registry, remove its directory, and start again.");
    }
    secret = shared;
  }

  /// Returns what every process knows that can read the registry.
  byte[] secret() {
    return secret;
  }

  Entry add(LoopbackKey key, int port) throws IOException {
    var name = HexFormat.of().formatHex(random.bytes(Entry.NONCE_SIZE));
    var entry = new Entry(port, directory(key.address()), name);
    put(entry, key);
    return entry;
  }

  /// Writes an entry, again if need be.
  void put(Entry entry, LoopbackKey key) throws IOException {
    for (var attempt = 0; ; attempt++) {
      try {
        Directories.make(directory(key.address()));
        Directories.write(entry.file(), entry.encode(key));
        return;
      } catch (NoSuchFileException e) {
        // Another process has just removed the empty directory.
        if (attempt == ENTRIES_MAX) {
          throw e;
        }
      }
    }
  }

  boolean has(Entry entry) {
    return Files.exists(entry.file());
  }

  boolean isThere() {
    return Files.isDirectory(root);
  }

  /// Returns the entries of an address whose signatures hold.
  List<Entry> of(Address address) throws IOException {
    var entries = new ArrayList<Entry>();
    for (var file : list(directory(address), ENTRIES_MAX)) {
      read(file, address.id()).ifPresent(entries::add);
    }
    return entries;
  }

  void remove(Entry entry) throws IOException {
    Files.deleteIfExists(entry.file());
    removeIfEmpty(entry.directory());
  }

  /// Removes an address altogether, such as one whose process has died.
  void remove(Path directory) throws IOException {
    for (var file : list(directory, Integer.MAX_VALUE)) {
      Files.deleteIfExists(file);
    }
    removeIfEmpty(directory);
  }

  /// Returns the directories of all addresses.
  List<Path> addresses() throws IOException {
    return list(root, Integer.MAX_VALUE).stream().filter(Files::isDirectory).toList();
  }

  /// Returns the ports that an address's entries name, whether or not their signatures hold.
  List<Integer> ports(Path directory) throws IOException {
    var ports = new ArrayList<Integer>();
    for (var file : list(directory, ENTRIES_MAX)) {
      if (Files.size(file) == Entry.SIZE) {
        ports.add(ByteBuffer.wrap(Files.readAllBytes(file)).getShort() & 0xffff);
      }
    }
    return ports;
  }

  private static Optional<Entry> read(Path file, byte[] id) throws IOException {
    try {
      var bytes = Files.size(file) == Entry.SIZE ? Files.readAllBytes(file) : new byte[0];
      var entry = Entry.decode(bytes, file);
      return entry.filter(found -> found.isSignedBy(id, bytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static List<Path> list(Path directory, int filesMax) throws IOException {
    try (var files = Files.list(directory)) {
      return files.limit(filesMax).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void removeIfEmpty(Path directory) throws IOException {
    if (list(directory, 1).isEmpty()) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException e) {
        // Another process has just added an entry.
      }
    }
  }

  private Path directory(Address address) {
    var text = address.withPort(Address.NO_PORT).text();
    return root.resolve(text.substring(text.indexOf(':') + 1));
  }

  /// Writes a file that all processes share, unless another was first.
  private void offer(String name, byte[] bytes) throws IOException {
    var file = root.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    var draft = Directories.draft(root, bytes);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its file is as good.
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
