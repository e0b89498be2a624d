package sotto.protocol.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.sketch.Sets.SALT;
import static sotto.protocol.sketch.Sets.compare;
import static sotto.protocol.sketch.Sets.id;
import static sotto.protocol.sketch.Sets.ids;
import static sotto.protocol.sketch.Sets.shortIds;
import static sotto.protocol.sketch.Sets.sketch;
import static sotto.protocol.sketch.Sets.union;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

@Timeout(300)
class SketchTest {

  private final SplittableRandom random = new SplittableRandom(2024);

  @Test
  void whatOnlyOneOfTwoSetsHasIsFoundWhateverTheSets() {
    for (var i = 0; i < 300; i++) {
      var shared = ids(0, random.nextInt(1 << random.nextInt(11)));
      var theirs = ids(10_000, random.nextInt(1 << random.nextInt(9)));
      var ours = ids(20_000, random.nextInt(1 << random.nextInt(9)));
      var salt = id(-2 - i);
      var stream = sketch(salt, union(shared, theirs)).stream();
      var decoder = sketch(salt, union(ours, shared)).decoder(Decoder.SYMBOLS_MAX);

      var progress = compare(decoder, stream, 1 + random.nextInt(100));

      assertThat(progress)
          .isInstanceOfSatisfying(
              Progress.Done.class,
              done -> {
                assertThat(done.difference().theirs())
                    .containsExactlyInAnyOrderElementsOf(shortIds(salt, theirs));
                assertThat(done.difference().ours())
                    .containsExactlyInAnyOrderElementsOf(shortIds(salt, ours));
              });
    }
  }

  @Test
  void equalSetsAreEqualAfterOneSymbol() {
    for (var size : new int[] {0, 1, 1_000}) {
      var decoder = sketch(SALT, ids(0, size)).decoder(1);

      assertThat(compare(decoder, sketch(SALT, ids(0, size)).stream(), 1))
          .isEqualTo(new Progress.Done(new Difference(List.of(), List.of()), 1));
    }
  }

  /// The sizes of chapter 6 of the paper, and of our own simulation of it.
  @ParameterizedTest
  @CsvSource({"1, 1.00, 200", "10, 1.71, 400", "100, 1.46, 100", "1000, 1.41, 10"})
  void aDifferenceNeedsAsManySymbolsAsThePaperSays(int size, double perElement, int seeds) {
    var symbols = 0;
    for (var seed = 0; seed < seeds; seed++) {
      var salt = id(-3 - seed);
      var decoder = sketch(salt, ids(0, size / 2)).decoder(Decoder.SYMBOLS_MAX);
      var stream = sketch(salt, ids(100_000, size - size / 2)).stream();
      if (compare(decoder, stream, 1) instanceof Progress.Done done) {
        symbols += done.symbols();
      }
    }

    assertThat((double) symbols / seeds / size)
        .isCloseTo(perElement, Offset.offset(size == 1 ? 0 : 0.1));
  }

  @Test
  void aHundredDifferencesAmongAHundredThousandCostTwoAndAHalfKilobytes() {
    var theirs = sketch(SALT, ids(0, 100_000));
    var ours = sketch(SALT, ids(0, 100_000));
    var bytes = 0;
    var seeds = 30;
    for (var seed = 0; seed < seeds; seed++) {
      var added = ids(1_000_000 + 1_000 * seed, 100);
      added.subList(0, 50).forEach(theirs::add);
      added.subList(50, 100).forEach(ours::add);
      var stream = theirs.stream();
      var decoder = ours.decoder(1_000);
      while (decoder.progress() instanceof Progress.More) {
        var page = stream.take(16);
        bytes += page.size();
        decoder.take(page);
      }
      assertThat(decoder.progress()).isInstanceOf(Progress.Done.class);
      added.forEach(theirs::remove);
      added.forEach(ours::remove);
    }

    assertThat(bytes / seeds).isBetween(2_300, 2_800);
    assertThat(theirs.size()).isEqualTo(ours.size()).isEqualTo(100_000);
  }

  @Test
  void aSetThatHasChangedIsAsIfItHadNeverBeenAnother() {
    var changed = sketch(SALT, ids(0, 100));
    for (var i = 0; i < 3_000; i++) {
      var id = id(random.nextInt(300));
      if (random.nextBoolean()) {
        changed.add(id);
      } else {
        changed.remove(id);
      }
    }
    ids(150, 150).forEach(changed::remove);
    ids(0, 150).forEach(changed::add);

    assertThat(symbols(changed, 3_000)).isEqualTo(symbols(sketch(SALT, ids(0, 150)), 3_000));
  }

  @Test
  void addingTwiceAndRemovingWhatIsNotThereChangeNothing() {
    var sketch = sketch(SALT, ids(0, 10));

    assertThat(sketch.add(id(3))).isFalse();
    assertThat(sketch.remove(id(11))).isFalse();
    assertThat(sketch.remove(id(3))).isTrue();
    assertThat(sketch.remove(id(3))).isFalse();
    assertThat(sketch.add(id(3))).isTrue();
    assertThat(sketch.size()).isEqualTo(10);
    assertThat(symbols(sketch, 600)).isEqualTo(symbols(sketch(SALT, ids(0, 10)), 600));
  }

  @Test
  void whoStreamsAndWhoComparesDoNotNoticeLaterChanges() {
    var theirs = sketch(SALT, ids(0, 200));
    var ours = sketch(SALT, ids(100, 200));
    var stream = theirs.stream();
    var decoder = ours.decoder(5_000);
    decoder.take(stream.take(20));
    ids(0, 150).forEach(theirs::remove);
    ids(0, 150).forEach(ours::add);
    ids(1_000, 2_000).forEach(ours::add);

    assertThat(compare(decoder, stream, 20))
        .isInstanceOfSatisfying(
            Progress.Done.class,
            done ->
                assertThat(done.difference().theirs())
                    .containsExactlyInAnyOrderElementsOf(shortIds(SALT, ids(0, 100))));
  }

  @Test
  void howFarItIsIsSaidWithoutPromises() {
    var shared = ids(0, 1_000);
    var decoder = sketch(SALT, shared).decoder(2_000);
    var stream = sketch(SALT, union(shared, ids(5_000, 300))).stream();

    assertThat(decoder.progress()).isEqualTo(new Progress.More(0, 0, 0));
    assertThat(decoder.take(stream.take(100))).isEqualTo(new Progress.More(100, 0, 300));
    assertThat(compare(decoder, stream, 50)).isInstanceOf(Progress.Done.class);
    assertThat(decoder.take(stream.take(1))).isInstanceOf(Progress.Done.class);
  }

  @Test
  void aSaltMakesOtherShortIdsAndOtherSymbols() {
    var other = id(-99);
    var ids = ids(0, 1_000);

    assertThat(shortIds(other, ids)).doesNotContainAnyElementsOf(shortIds(SALT, ids));
    assertThat(compare(sketch(SALT, ids).decoder(100), sketch(other, ids).stream(), 10))
        .isInstanceOf(Progress.Spent.class);
  }

  /// Two nodes of different versions must make the same symbols of the same set. If this fails, it
  /// is the wire that changed.
  @Test
  void theSymbolsOfASetNeverChange() {
    var sketch = sketch(SALT, ids(0, 1_000));
    var first = sketch.stream().take(2);

    assertThat(HexFormat.of().formatHex(first.toArray()))
        .isEqualTo("00e807cb703306a0f3096095251a1968b5c5090033e536be0ac2e9c456e81b6d4800e11227");
    assertThat(HexFormat.of().formatHex(Hash.sha256(symbols(sketch, 2_000)).toArray()))
        .isEqualTo("6b6297c5af16e6ecfd680118a7b533214b4270a45ca93a32d34b869714e5f681");
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    var sketch = sketch(SALT, List.of());

    assertThatThrownBy(() -> sketch.decoder(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sketch.decoder(Decoder.SYMBOLS_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sketch.stream().take(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sketch.stream().take(Page.SYMBOLS_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    var used = sketch.stream();
    while (used.taken() < Decoder.SYMBOLS_MAX) {
      used.take(Page.SYMBOLS_MAX);
    }
    assertThatThrownBy(() -> used.take(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShortIds(id(0).slice(0, 15)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShortId(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes symbols(Sketch sketch, int count) {
    var stream = sketch.stream();
    var bytes = Bytes.EMPTY;
    while (stream.taken() < count) {
      bytes = Bytes.concat(bytes, stream.take(100));
    }
    return bytes;
  }
}
