package sotto.protocol.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Topic;

/// What the tests of the store put into it.
final class Goods {

  static final long ROOMY = 256L * 1024 * 1024;

  private static final Identity OWNER = Identity.create(new SplittableRandom(1));
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Goods() {}

  /// Returns an item; the same number always gives the same.
  static Item item(int number) {
    return item(number, 200 + number % 100);
  }

  static Item item(int number, int size) {
    var body = new byte[size];
    new SplittableRandom(number).nextBytes(body);
    var ttl = Duration.ofHours(1 + number % 50);
    return Item.create(OWNER, new Topic(7), number, NOW, ttl, Bytes.owned(body));
  }

  static List<Item> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(Goods::item).toList();
  }

  static List<Change> kept(List<Item> items) {
    return items.stream().<Change>map(Change.Keep::new).toList();
  }

  static Change forgotten(Item item) {
    return new Change.Forget(item.id());
  }
}
