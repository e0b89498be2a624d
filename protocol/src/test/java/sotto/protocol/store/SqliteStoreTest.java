package sotto.protocol.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.store.Goods.ROOMY;
import static sotto.protocol.store.Goods.forgotten;
import static sotto.protocol.store.Goods.item;
import static sotto.protocol.store.Goods.items;
import static sotto.protocol.store.Goods.kept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Limits;
import sotto.spi.Address;

@Timeout(120)
class SqliteStoreTest {

  @TempDir Path temporary;
  private Path directory;

  @BeforeEach
  void chooseADirectory() {
    // Characters that mean something in a URI, to be sure that they mean nothing here.
    directory = temporary.resolve("a b%20?c#d").resolve("data");
  }

  @Test
  void whatIsKeptIsThereAlsoAfterOpeningAgain() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(0, 100)));
      assertThat(store.item(item(5).id())).contains(item(5));
    }
    try (var store = SqliteStore.open(directory, ROOMY)) {
      for (var item : items(0, 100)) {
        assertThat(store.item(item.id())).contains(item);
      }
      assertThat(store.item(item(100).id())).isEmpty();
    }
  }

  @Test
  void theIndexHasARowForEachItemInOrderOfExpiry() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(0, 100)));

      assertThat(store.index())
          .containsExactlyInAnyOrderElementsOf(items(0, 100).stream().map(Kept::of).toList())
          .isSortedAccordingTo(Comparator.comparing(Kept::expiresAt));
    }
  }

  @Test
  void nothingOfWhatWasForgottenIsLeftInTheFiles() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(1, 4)));
      store.commit(List.of(forgotten(item(2))));
    }

    assertThat(files()).contains(text(item(1)), text(item(3))).doesNotContain(text(item(2)));
  }

  /// All bytes of all files, as characters.
  private String files() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static String text(Item item) {
    return new String(item.body().toArray(), ISO_8859_1).substring(0, 100);
  }

  @Test
  void changesHappenInOrder() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(
          List.of(
              new Change.Keep(item(1)),
              forgotten(item(1)),
              forgotten(item(2)),
              new Change.Keep(item(2))));

      assertThat(store.item(item(1).id())).isEmpty();
      assertThat(store.item(item(2).id())).contains(item(2));
    }
  }

  @Test
  void keepingAndForgettingTwiceDoNoHarm() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(List.of(item(1), item(1))));
      store.commit(kept(List.of(item(1))));
      assertThat(store.index()).hasSize(1);

      store.commit(List.of(forgotten(item(1)), forgotten(item(1))));
      store.commit(List.of(forgotten(item(1))));
      assertThat(store.index()).isEmpty();
      store.commit(List.of());
    }
  }

  @Test
  void theLargestItemFits() throws Exception {
    var largest = item(1, Limits.BODY_MAX);
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(List.of(largest)));

      assertThat(store.item(largest.id())).contains(largest);
    }
  }

  @Test
  void theFileShrinksWhenItemsAreForgotten() throws Exception {
    var items = IntStream.range(0, 100).mapToObj(i -> item(i, 50_000)).toList();
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items));
    }
    var before = Files.size(directory.resolve(SqliteStore.FILE));
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(items.stream().map(Goods::forgotten).toList());
    }

    assertThat(before).isGreaterThan(5_000_000);
    assertThat(Files.size(directory.resolve(SqliteStore.FILE))).isLessThan(100_000);
  }

  @Test
  void whatIsForgottenLeavesNoTraceInTheFiles() throws Exception {
    var secret = item(1, 3_000);
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(List.of(secret, item(2))));
      store.commit(List.of(forgotten(secret)));
    }
    var needle = secret.body().slice(100, 150);
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(bytes).doesNotContain(new String(needle.toArray(), ISO_8859_1));
      }
    }
  }

  @Test
  void addressesAreRememberedInOrderInPlaceOfTheOldOnes() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.remember(List.of(address(3), address(1), address(2)));
    }
    try (var store = SqliteStore.open(directory, ROOMY)) {
      assertThat(store.addresses()).containsExactly(address(3), address(1), address(2));
      store.remember(List.of(address(4)));
      assertThat(store.addresses()).containsExactly(address(4));
      store.remember(List.of());
      assertThat(store.addresses()).isEmpty();
    }
  }

  @Test
  void onlySoManyAddressesAreRemembered() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      var most = IntStream.range(0, Store.ADDRESSES_MAX).mapToObj(i -> address(i)).toList();
      store.remember(most);
      assertThat(store.addresses()).isEqualTo(most);

      var more = IntStream.range(0, Store.ADDRESSES_MAX + 1).mapToObj(i -> address(i)).toList();
      assertThatThrownBy(() -> store.remember(more)).isInstanceOf(IllegalArgumentException.class);
      assertThat(store.addresses()).isEqualTo(most);
    }
  }

  @Test
  void onlyTheOwnerCanLookIn() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      store.commit(kept(items(0, 10)));
      assertThat(permissions(directory)).isEqualTo("rwx------");
      try (var files = Files.list(directory)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(f -> assertThat(permissions(f)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aSecondStoreInTheSameDirectoryIsTurnedAway() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      for (var i = 0; i < 3; i++) {
        assertThatThrownBy(() -> SqliteStore.open(directory, ROOMY))
            .isInstanceOf(StoreException.Locked.class)
            .hasMessageContaining("What to do");
      }
      store.commit(kept(items(0, 1)));
    }
    try (var store = SqliteStore.open(directory, ROOMY)) {
      assertThat(store.index()).hasSize(1);
    }
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    var store = SqliteStore.open(directory, ROOMY);
    store.close();
    store.close();

    assertThatThrownBy(() -> store.commit(kept(items(0, 1))))
        .isInstanceOf(StoreException.Broken.class);
    assertThatThrownBy(() -> store.item(item(0).id())).isInstanceOf(StoreException.Broken.class);
    assertThatThrownBy(store::index).isInstanceOf(StoreException.Broken.class);
    assertThatThrownBy(store::addresses).isInstanceOf(StoreException.Broken.class);
  }

  @Test
  void readersDoNotWaitForWritersAndSeeWholeCommits() throws Exception {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      var writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (var i = 0; i < 50; i++) {
                        store.commit(kept(items(i * 10, i * 10 + 10)));
                      }
                    } catch (StoreException e) {
                      throw new AssertionError("there is room", e);
                    }
                  });
      while (writer.isAlive()) {
        assertThat(store.index().size() % 10).isZero();
      }
      writer.join();
      assertThat(store.index()).hasSize(500);
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError("the file is there", e);
    }
  }

  private static Address address(int number) {
    return Address.of("test", new byte[] {(byte) (number >> 8), (byte) number});
  }
}
