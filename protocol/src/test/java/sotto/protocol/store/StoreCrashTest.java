package sotto.protocol.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.store.Goods.ROOMY;
import static sotto.protocol.store.Goods.items;
import static sotto.protocol.store.Goods.kept;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.ItemId;

/// Processes that end in the middle of things.
@Timeout(300)
class StoreCrashTest {

  private static final int ROUNDS = 10;
  private static final int CRASH_POINTS = 200;

  @TempDir Path temporary;

  @Test
  void whatWasCommittedSurvivesBeingKilled() throws Exception {
    var random = new SplittableRandom(20_260_301);
    var committed = -1;
    for (var round = 0; round < ROUNDS; round++) {
      committed = killAfter(1 + random.nextInt(60), committed + 1, random);
      committed = check(committed);
    }
    assertThat(committed).isGreaterThan(ROUNDS);
  }

  /// Lets a child commit some batches, kills it, and returns the last batch it told us of.
  private int killAfter(int batches, int first, SplittableRandom random) throws Exception {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                temporary.resolve("store").toString(),
                String.valueOf(first))
            .redirectError(temporary.resolve("errors").toFile())
            .start();
    var last = first - 1;
    try (var told = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      for (var i = 0; i < batches; i++) {
        var line = told.readLine();
        assertThat(line).as(() -> readErrors()).isNotNull();
        last = Integer.parseInt(line);
      }
      // From here on it runs unobserved, for as long as the seed says.
      for (var i = random.nextInt(20_000); i > 0; i--) {
        Thread.onSpinWait();
      }
      // Not through the process itself, which would close the pipe that we still read.
      assertThat(child.toHandle().destroyForcibly()).isTrue();
      child.waitFor();
      for (var line = told.readLine(); line != null; line = told.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    return last;
  }

  private String readErrors() {
    try {
      return Files.readString(temporary.resolve("errors"));
    } catch (IOException e) {
      throw new AssertionError("the file is there", e);
    }
  }

  /// Checks that every batch up to one is there, whole, and at most one more.
  private int check(int committed) throws StoreException {
    try (var store = SqliteStore.open(temporary.resolve("store"), ROOMY)) {
      var there = new ArrayList<ItemId>();
      store.index().forEach(kept -> there.add(kept.id()));
      var exactly = ids(committed);
      if (there.size() == exactly.size() && there.containsAll(exactly)) {
        return committed;
      }
      assertThat(there).containsExactlyInAnyOrderElementsOf(ids(committed + 1));
      return committed + 1;
    }
  }

  private static List<ItemId> ids(int lastBatch) {
    var ids = new ArrayList<ItemId>();
    for (var batch = Math.max(0, lastBatch - Victim.WINDOW + 1); batch <= lastBatch; batch++) {
      for (var i = 0; i < Victim.sizeOf(batch); i++) {
        ids.add(Goods.item(batch * 100 + i).id());
      }
    }
    return ids;
  }

  /// The log is cut at a random byte, as it is when the machine stops: what is left is a prefix of
  /// the commits, whole ones only.
  @Test
  void aLogThatIsCutLeavesWholeCommits() throws Exception {
    var source = temporary.resolve("source");
    var copy = temporary.resolve("copy");
    try (var store = SqliteStore.open(source, ROOMY)) {
      for (var batch = 0; batch < 20; batch++) {
        store.commit(kept(items(batch * 10, batch * 10 + 10)));
      }
      var log = SqliteStore.FILE + "-wal";
      var size = Files.size(source.resolve(log));
      assertThat(size).isGreaterThan(100_000);
      var random = new SplittableRandom(7);
      var shortest = Integer.MAX_VALUE;
      for (var i = 0; i < CRASH_POINTS; i++) {
        copy(source, copy);
        cut(copy.resolve(log), random, size);
        shortest = Math.min(shortest, wholeCommits(copy));
      }
      assertThat(shortest).isLessThan(200);
    }
  }

  private static void copy(Path source, Path copy) throws IOException {
    Files.createDirectories(copy);
    for (var name : List.of(SqliteStore.FILE, SqliteStore.FILE + "-wal")) {
      Files.copy(source.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(copy.resolve(SqliteStore.FILE + "-shm"));
  }

  /// Cuts a file, and flips a bit of what is left in half of the cases.
  private static void cut(Path file, SplittableRandom random, long size) throws IOException {
    var bytes = Arrays.copyOf(Files.readAllBytes(file), random.nextInt((int) size));
    if (bytes.length > 0 && random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(file, bytes);
  }

  private static int wholeCommits(Path directory) throws StoreException {
    try (var store = SqliteStore.open(directory, ROOMY)) {
      var index = store.index();
      assertThat(index.size() % 10).isZero();
      assertThat(index.stream().map(Kept::id))
          .containsExactlyInAnyOrderElementsOf(
              items(0, index.size()).stream().map(Item::id).toList());
      return index.size();
    }
  }
}
