package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Faults;

/// The TCP face with what can go wrong around it.
///
/// Its daemon is the registry, a directory that all nodes share. Each node comes to it by a way of
/// its own, a symbolic link, so that it can be taken from one node alone. What the registry loses,
/// it loses for all: the others' wardens put their entries back.
///
/// | fault | how, or why not |
/// |---|---|
/// | `DAEMON_GONE` | a file is in the way to the registry, whose entries are lost |
/// | `PUBLICATION_LOST` | files are in the place of what was published |
/// | `SUSPENDED` | the entries were swept away while the machine slept |
/// | `DAEMON_SILENT`, `DAEMON_HANGS_UP`, `DAEMON_OVERSIZED` | a file system answers, at once and in whole |
/// | `DAEMON_GARBLED` | an entry that makes no sense is nobody's: whoever can write there may leave one |
/// | `DAEMON_REFUSES_LOGIN` | there is no login; a foreign registry is refused as a setting |
/// | `BOOTSTRAP_HELD`, `PROGRESS_…` | there is no bootstrap: opening made all there is |
/// | `CLOCK_SKEW` | nothing looks at the time of day |
/// | `PUBLICATION_HELD`, `PUBLICATION_PARTIAL` | `listen` publishes in one place before it returns, or fails |
/// | `DIALS_STALL`, `PARTITION` | the kernel carries everything on loopback, or nothing for anybody |
public final class TcpUnderTest implements BackendUnderTest, Faults {

  /// How often nodes look after their entries: often, because most faults are noticed by looking.
  private static final String ROUND_MILLIS = "10";

  private final NetworkProvider provider = new LoopbackProvider();
  private final Path files;
  private final Path shared;
  private final List<Path> blocked = new ArrayList<>();

  /// Makes the environment.
  ///
  /// @param files a directory of ours
  public TcpUnderTest(Path files) {
    this.files = files;
    this.shared = files.resolve("shared");
  }

  @Override
  public NetworkProvider provider() {
    return provider;
  }

  @Override
  public NetworkConfig freshConfig(Path directory) {
    var config = NetworkConfig.at(directory);
    try {
      Files.createDirectories(shared);
      var way = way(config);
      Files.deleteIfExists(way);
      Files.createSymbolicLink(way, shared);
      return config
          .with(Registry.SETTING, way.resolve("registry").toString())
          .with("round", ROUND_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Faults> faults() {
    return Optional.of(this);
  }

  @Override
  public Set<Fault> supported() {
    return EnumSet.of(Fault.DAEMON_GONE, Fault.PUBLICATION_LOST, Fault.SUSPENDED);
  }

  @Override
  public synchronized void inject(Fault fault, NetworkConfig node) throws IOException {
    switch (fault) {
      case DAEMON_GONE -> {
        put(Files.createFile(spare()), node);
        lose();
      }
      case PUBLICATION_LOST -> block(lose());
      case SUSPENDED -> lose();
      default -> throw new IllegalArgumentException(fault + " is not supported");
    }
  }

  @Override
  public synchronized void heal(NetworkConfig node) throws IOException {
    for (var file : blocked) {
      Files.deleteIfExists(file);
    }
    blocked.clear();
    put(Files.createSymbolicLink(spare(), shared), node);
  }

  /// Puts something in the place of the way at one go: with nothing there for a moment, a warden
  /// would make a registry of its own.
  private void put(Path made, NetworkConfig node) throws IOException {
    Files.move(made, way(node), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path spare() throws IOException {
    return Files.createTempDirectory(files, "spare").resolve("way");
  }

  /// The way from a node to the registry.
  private Path way(NetworkConfig node) {
    var directory = node.directory();
    return files.resolve(
        "way-" + directory.getParent().getFileName() + "-" + directory.getFileName());
  }

  /// Takes all addresses out of the registry at one go each, for wardens put entries back at any
  /// moment, and returns where they were.
  private List<Path> lose() throws IOException {
    var registry = shared.resolve("registry");
    if (!Files.exists(registry)) {
      return List.of();
    }
    try (var all = Files.list(registry)) {
      var addresses = all.filter(Files::isDirectory).toList();
      for (var address : addresses) {
        lose(address);
      }
      return addresses;
    }
  }

  private void lose(Path address) throws IOException {
    var lost = Files.createTempDirectory(files, "lost").resolve("address");
    try {
      Files.move(address, lost, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // Its listener was closed at this moment.
    }
  }

  /// Puts files in the way of the addresses, whatever the wardens do meanwhile.
  private void block(List<Path> addresses) throws IOException {
    for (var address : addresses) {
      while (!blocks(address)) {
        lose(address);
      }
      blocked.add(address);
    }
  }

  private static boolean blocks(Path address) throws IOException {
    try {
      Files.createFile(
          address,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
