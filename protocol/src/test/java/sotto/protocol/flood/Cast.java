package sotto.protocol.flood;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Item;
import sotto.protocol.wire.Topic;

/// Who and what appears in the tests of flooding.
final class Cast {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration HOUR = Duration.ofHours(1);

  static final Identity OWNER = identity(0);
  static final PeerId ANN = identity(1).id();
  static final PeerId BOB = identity(2).id();
  static final PeerId CY = identity(3).id();

  private Cast() {}

  static Identity identity(int number) {
    return Identity.create(new SplittableRandom(number));
  }

  static List<PeerId> peers(int count) {
    return IntStream.range(0, count).mapToObj(i -> identity(1_000 + i).id()).toList();
  }

  /// Returns an item that lives an hour.
  static Item item(int number) {
    return item(number, HOUR);
  }

  static Item item(int number, Duration ttl) {
    return item(OWNER, number, NOW, ttl, Bytes.owned(("item " + number).getBytes(UTF_8)));
  }

  static Item item(Identity owner, int number, Instant createdAt, Duration ttl, Bytes body) {
    return Item.create(owner, new Topic(7), number, createdAt, ttl, body);
  }

  static List<Item> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(Cast::item).toList();
  }
}
