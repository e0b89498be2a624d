package sotto.protocol.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/// A process that keeps and forgets without end and says what it has committed, to be killed.
final class Victim {

  /// How many of its items are there at a time.
  static final int WINDOW = 500;

  private Victim() {}

  /// Commits batch after batch; batch `n` keeps as many items as [#sizeOf] says, and forgets those
  /// of the batch that is too old.
  ///
  /// @param arguments the directory, and the first batch
  public static void main(String[] arguments) throws IOException {
    var store = SqliteStore.open(Path.of(arguments[0]), Goods.ROOMY);
    for (var batch = Integer.parseInt(arguments[1]); ; batch++) {
      var changes = new ArrayList<Change>();
      for (var i = 0; i < sizeOf(batch); i++) {
        changes.add(new Change.Keep(Goods.item(batch * 100 + i)));
      }
      for (var i = 0; batch >= WINDOW && i < sizeOf(batch - WINDOW); i++) {
        changes.add(Goods.forgotten(Goods.item((batch - WINDOW) * 100 + i)));
      }
      store.commit(changes);
      // In one write, so that nobody ever reads half a number.
      System.out.writeBytes((batch + "\n").getBytes(US_ASCII));
      System.out.flush();
    }
  }

  static int sizeOf(int batch) {
    return 1 + batch % 20;
  }
}
