package sotto.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.Signature;
import sotto.protocol.wire.Message.Data;

class ItemTest {

  private static final Identity OWNER = Identity.create(new SplittableRandom(1));
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.987Z");
  private static final Bytes BODY = Bytes.of((byte) 1, (byte) 2, (byte) 3);
  private static final Item ITEM =
      Item.create(OWNER, new Topic(7), 3, NOW, Duration.ofMillis(90_500), BODY);

  @Test
  void anItemSaysWhatItWasMadeOf() {
    assertThat(ITEM.owner()).isEqualTo(OWNER.id());
    assertThat(ITEM.topic()).isEqualTo(new Topic(7));
    assertThat(ITEM.sequence()).isEqualTo(3);
    assertThat(ITEM.createdAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(ITEM.ttl()).isEqualTo(Duration.ofSeconds(90));
    assertThat(ITEM.expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:01:30Z"));
    assertThat(ITEM.body()).isEqualTo(BODY);
    assertThat(ITEM.size()).isEqualTo(ITEM.payload().size() + 64);
    assertThat(ITEM.verify()).isTrue();
    assertThat(Item.of(ITEM.payload(), ITEM.signature())).isEqualTo(ITEM);
  }

  @Test
  void itsTimeBeginsAndEndsToTheSecond() {
    assertThat(ITEM.isExpired(ITEM.expiresAt().minusNanos(1))).isFalse();
    assertThat(ITEM.isExpired(ITEM.expiresAt())).isTrue();
    assertThat(ITEM.isFromTheFuture(ITEM.createdAt().minus(Limits.AHEAD_MAX))).isFalse();
    assertThat(ITEM.isFromTheFuture(ITEM.createdAt().minus(Limits.AHEAD_MAX).minusNanos(1)))
        .isTrue();
  }

  @Test
  @Requirement("B19")
  void everyFlippedBitChangesTheItemAndBreaksTheSignature() throws Exception {
    var message = Codec.encode(new Data(ITEM)).toArray();
    var survivors = 0;
    for (var bit = 0; bit < message.length * 8; bit++) {
      var flipped = message.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        if (Codec.decode(Bytes.owned(flipped)) instanceof Data(var item)) {
          survivors++;
          assertThat(item).isNotEqualTo(ITEM);
          assertThat(item.verify()).isFalse();
        }
      } catch (Malformed e) {
        // Refused even earlier.
      }
    }
    assertThat(survivors).as("flips that only the signature shows").isGreaterThan(500);
  }

  @Test
  @Requirement("B19")
  void everyFieldIsUnderTheIdAndTheSignature() {
    var others =
        new Item[] {
          Item.create(OWNER, new Topic(8), 3, NOW, Duration.ofSeconds(90), BODY),
          Item.create(OWNER, new Topic(7), 4, NOW, Duration.ofSeconds(90), BODY),
          Item.create(OWNER, new Topic(7), 3, NOW.plusSeconds(1), Duration.ofSeconds(90), BODY),
          Item.create(OWNER, new Topic(7), 3, NOW, Duration.ofSeconds(91), BODY),
          Item.create(OWNER, new Topic(7), 3, NOW, Duration.ofSeconds(90), Bytes.EMPTY),
          Item.alone(OWNER, new Topic(7), 5, NOW, Duration.ofSeconds(90), BODY),
          Item.create(
              Identity.create(new SplittableRandom(2)),
              new Topic(7),
              3,
              NOW,
              Duration.ofSeconds(90),
              BODY),
        };

    for (var other : others) {
      assertThat(other.id()).isNotEqualTo(ITEM.id());
      assertThat(Item.of(other.payload(), ITEM.signature()).verify()).isFalse();
    }
  }

  @Test
  void aSignatureForSomethingElseDoesNotHold() {
    var stray = OWNER.sign(Domain.HANDSHAKE_DIALLER, ITEM.payload());

    assertThat(Item.of(ITEM.payload(), stray).verify()).isFalse();
    assertThat(Item.of(ITEM.payload(), new Signature(Bytes.owned(new byte[64]))).verify())
        .isFalse();
  }

  @Test
  void theSameMadeTwiceIsTheSameItem() {
    var twin = Item.create(OWNER, new Topic(7), 3, NOW, Duration.ofSeconds(90), BODY);

    assertThat(twin).isEqualTo(ITEM).hasSameHashCodeAs(ITEM);
    assertThat(twin.id()).isEqualTo(ITEM.id());
  }

  @Test
  void theSameSaidTwiceInASecondIsTwoItems() {
    var once = Item.alone(OWNER, new Topic(7), 1, NOW, Duration.ofSeconds(90), BODY);
    var again = Item.alone(OWNER, new Topic(7), 2, NOW, Duration.ofSeconds(90), BODY);

    assertThat(again.id()).isNotEqualTo(once.id());
    assertThat(again.sequence()).isEqualTo(once.sequence());
    assertThat(again.verify()).isTrue();
  }

  @Test
  void whatIsOutOfRangeCannotBeMade() {
    assertRefused(-1, NOW, Duration.ofSeconds(1), BODY);
    assertRefused(Limits.SEQUENCE_MAX + 1, NOW, Duration.ofSeconds(1), BODY);
    assertRefused(0, Instant.ofEpochSecond(-1), Duration.ofSeconds(1), BODY);
    assertRefused(
        0, Instant.ofEpochSecond(Limits.CREATED_SECONDS_MAX + 1), Duration.ofSeconds(1), BODY);
    assertRefused(0, NOW, Duration.ofMillis(999), BODY);
    assertRefused(0, NOW, Limits.TTL_MAX.plusSeconds(1), BODY);
    assertRefused(0, NOW, Duration.ofSeconds(1), Bytes.owned(new byte[Limits.BODY_MAX + 1]));
  }

  @Test
  void whatIsNoPayloadIsNoItem() {
    assertThatThrownBy(() -> Item.of(BODY, ITEM.signature()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Item.of(Bytes.EMPTY, ITEM.signature()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingIsRevealedInText() {
    assertThat(ITEM).hasToString("item:[redacted]");
    assertThat(ITEM.id()).hasToString("item:[redacted]");
    assertThat(ITEM.topic()).hasToString("topic:[redacted]");
  }

  @Test
  void idsAreOrderedByTheirBytes() {
    var low = new ItemId(Bytes.owned(new byte[32]));
    var bytes = new byte[32];
    bytes[31] = (byte) 0xff;
    var high = new ItemId(Bytes.owned(bytes));

    assertThat(low).isLessThan(high).isEqualByComparingTo(low);
    assertThatThrownBy(() -> new ItemId(BODY)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(long sequence, Instant at, Duration ttl, Bytes body) {
    assertThatThrownBy(() -> Item.create(OWNER, new Topic(0), sequence, at, ttl, body))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
