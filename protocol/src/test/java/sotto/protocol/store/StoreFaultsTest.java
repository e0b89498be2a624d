package sotto.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.store.Goods.ROOMY;
import static sotto.protocol.store.Goods.item;
import static sotto.protocol.store.Goods.items;
import static sotto.protocol.store.Goods.kept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;

/// Disks that are full, broken or forbidden.
@Timeout(300)
class StoreFaultsTest {

  /// How many ways to damage a database are tried.
  private static final int DAMAGES = 300;

  @TempDir Path directory;

  @Test
  void aFullStoreKeepsWhatItHasAndGoesOnWhenThereIsRoom() throws Exception {
    var large = new ArrayList<Item>();
    try (var store = SqliteStore.open(directory, 1024 * 1024)) {
      assertThatThrownBy(
              () -> {
                for (var i = 0; i < 1_000; i++) {
                  store.commit(kept(List.of(item(2 * i, 20_000), item(2 * i + 1, 20_000))));
                  large.add(item(2 * i, 20_000));
                  large.add(item(2 * i + 1, 20_000));
                }
              })
          .isInstanceOf(StoreException.Full.class)
          .hasMessageContaining("What to do");

      assertThat(large).hasSizeGreaterThan(20);
      assertHolds(store, large);
      store.commit(List.of(new Change.Forget(large.removeFirst().id())));
      store.commit(List.of(new Change.Forget(large.removeFirst().id())));
      store.commit(kept(List.of(item(5_000))));
      large.add(item(5_000));
      assertHolds(store, large);
    }
    try (var store = SqliteStore.open(directory, ROOMY)) {
      assertHolds(store, large);
      store.commit(kept(List.of(item(6_000, 60_000))));
    }
    assertThat(Files.size(directory.resolve(SqliteStore.FILE))).isLessThan(1024 * 1024 + 70_000);
  }

  @Test
  void aFullStoreStillRemembersTheOldAddresses() throws Exception {
    try (var store = SqliteStore.open(directory, 1024 * 1024)) {
      var address = Address.of("test", new byte[] {1});
      store.remember(List.of(address));
      assertThatThrownBy(
              () -> {
                for (var i = 0; i < 10_000; i++) {
                  store.commit(kept(List.of(item(i, 1_000))));
                }
              })
          .isInstanceOf(StoreException.Full.class);

      assertThat(store.addresses()).containsExactly(address);
    }
  }

  @Test
  void whatIsNoDatabaseIsDamagedAndStays() throws Exception {
    var file = directory.resolve(SqliteStore.FILE);
    for (var content : List.of("", "not a database", "x".repeat(100_000))) {
      Files.writeString(file, content);

      assertThatThrownBy(() -> SqliteStore.open(directory, ROOMY))
          .isInstanceOf(StoreException.Damaged.class)
          .hasMessageContaining("What to do")
          .hasMessageContaining(SqliteStore.FILE)
          .hasMessageNotContaining(directory.toString());
      assertThat(file).hasContent(content);
    }
  }

  @Test
  void somebodyElsesDatabaseIsDamagedAndStays() throws Exception {
    var file = directory.resolve(SqliteStore.FILE);
    try (var connection = Schema.connect(file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bookmarks (url TEXT)");
    }
    var before = Files.readAllBytes(file);

    assertThatThrownBy(() -> SqliteStore.open(directory, ROOMY))
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessageContaining("not a store of this program");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDatabaseOfALaterProgramIsRefused() throws Exception {
    fill();
    try (var connection = Schema.connect(directory.resolve(SqliteStore.FILE));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 2");
    }

    assertThatThrownBy(() -> SqliteStore.open(directory, ROOMY))
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void flippedBitsAreFoundOrDoNoHarm() throws Exception {
    fill();
    var file = directory.resolve(SqliteStore.FILE);
    var sound = Files.readAllBytes(file);
    var random = new SplittableRandom(1);
    var found = 0;
    for (var i = 0; i < DAMAGES; i++) {
      var damaged = sound.clone();
      for (var flips = random.nextInt(8); flips >= 0; flips--) {
        // A third of them in the first page, where they hurt most.
        var range = random.nextInt(3) == 0 ? Schema.PAGE : damaged.length;
        damaged[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
      }
      found += isFound(file, damaged) ? 1 : 0;
    }

    assertThat(found).isGreaterThan(DAMAGES / 2);
  }

  @Test
  void everyTruncationIsFound() throws Exception {
    fill();
    var file = directory.resolve(SqliteStore.FILE);
    var sound = Files.readAllBytes(file);
    var random = new SplittableRandom(2);
    for (var i = 0; i < 100; i++) {
      assertThat(isFound(file, Arrays.copyOf(sound, random.nextInt(sound.length)))).isTrue();
    }
  }

  @Test
  void aDirectoryThatIsAFileIsBroken() throws Exception {
    var file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> SqliteStore.open(file, ROOMY))
        .isInstanceOf(StoreException.Broken.class)
        .hasMessageContaining("What to do")
        .hasMessageNotContaining(directory.toString());
  }

  @Test
  void aDatabaseThatIsADirectoryIsBroken() throws Exception {
    Files.createDirectories(directory.resolve(SqliteStore.FILE).resolve("x"));

    assertThatThrownBy(() -> SqliteStore.open(directory, ROOMY))
        .isInstanceOf(StoreException.Broken.class);
  }

  @Test
  void aReadOnlyDirectoryIsBroken() throws Exception {
    var closed = directory.resolve("closed");
    Files.createDirectory(closed);
    assertThat(closed.toFile().setWritable(false)).isTrue();
    // Whoever is root may write anyway: then there is nothing to be refused.
    var mayWriteAnyway = Files.isWritable(closed);
    try (var store = SqliteStore.open(closed, ROOMY)) {
      assertThat(mayWriteAnyway).isTrue();
      assertThat(store.index()).isEmpty();
    } catch (StoreException.Broken e) {
      assertThat(mayWriteAnyway).isFalse();
      assertThat(e).hasMessageContaining("What to do");
    } finally {
      assertThat(closed.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void anUnfinishedDatabaseIsMadeAnew() throws Exception {
    Files.writeString(directory.resolve(SqliteStore.FILE + ".new"), "half a database");

    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(0, 3)));
      assertHolds(store, items(0, 3));
    }
  }

  private void fill() throws StoreException {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(0, 150)));
      store.commit(kept(List.of(item(500, 30_000))));
      store.remember(List.of(Address.of("test", new byte[] {1})));
    }
  }

  /// Tells whether damage is reported; if not, everything that was kept must still be there.
  private boolean isFound(Path file, byte[] damaged) throws IOException {
    clear();
    Files.write(file, damaged);
    try (var store = SqliteStore.open(directory, ROOMY)) {
      var all = new ArrayList<>(items(0, 150));
      all.add(item(500, 30_000));
      assertHolds(store, all);
      store.addresses();
      return false;
    } catch (StoreException.Damaged e) {
      assertThat(Files.size(file)).as("nothing is deleted").isEqualTo(damaged.length);
      return true;
    }
  }

  private void clear() throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertHolds(Store store, List<Item> items) throws StoreException {
    var ids = new ArrayList<ItemId>();
    for (var kept : store.index()) {
      ids.add(kept.id());
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(items.stream().map(Item::id).toList());
    for (var item : items) {
      assertThat(store.item(item.id())).contains(item);
    }
  }
}
