package sotto.protocol.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static sotto.protocol.sketch.Sets.SALT;
import static sotto.protocol.sketch.Sets.compare;
import static sotto.protocol.sketch.Sets.ids;
import static sotto.protocol.sketch.Sets.shortIds;
import static sotto.protocol.sketch.Sets.sketch;
import static sotto.protocol.sketch.Sets.union;

import java.util.EnumMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.Requirement;
import sotto.protocol.crypto.Bytes;

/// Symbols that no set has.
@Timeout(300)
@Requirement("F11")
class HostileSymbolsTest {

  private final SplittableRandom random = new SplittableRandom(666);
  private final ShortIds names = new ShortIds(SALT);

  @Test
  void aPageThatDoesNotGoOnIsOutOfOrder() {
    var stream = sketch(SALT, ids(0, 100)).stream();
    var first = stream.take(5);
    var second = stream.take(5);
    var another = sketch(SALT, ids(0, 101)).stream();
    another.take(5);
    var outOfOrder = new Progress.Refused(Fault.OUT_OF_ORDER);

    assertThat(decoder(1_000).take(second)).isEqualTo(outOfOrder);
    assertThat(after(first).take(first)).isEqualTo(outOfOrder);
    assertThat(after(first).take(another.take(5))).isEqualTo(outOfOrder);
    assertThat(after(first).take(second)).isInstanceOf(Progress.More.class);
  }

  @Test
  void afterTheEndNothingChanges() {
    var decoder = decoder(1_000);
    var refused = decoder.take(Bytes.EMPTY);

    assertThat(decoder.take(sketch(SALT, ids(0, 100)).stream().take(5))).isSameAs(refused);
    assertThat(decoder.progress()).isSameAs(refused);
  }

  @Test
  void aBitThatWasTurnedIsNoticedOrDoesNotMatter() {
    var shared = ids(0, 500);
    var theirs = shortIds(SALT, ids(1_000, 20));
    var honest = sketch(SALT, union(shared, ids(1_000, 20))).stream().take(60);
    var ends = new EnumMap<Fault, Integer>(Fault.class);
    for (var bit = 0; bit < honest.size() * Byte.SIZE; bit += 3) {
      var page = honest.toArray();
      page[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      switch (sketch(SALT, shared).decoder(60).take(Bytes.owned(page))) {
        case Progress.Refused(var fault) -> ends.merge(fault, 1, Integer::sum);
        case Progress.Done(var difference, _) ->
            assertThat(difference.theirs()).containsExactlyInAnyOrderElementsOf(theirs);
        case Progress.Spent(var found, _) -> assertThat(theirs).containsAll(found.theirs());
        case Progress.More _ -> throw new AssertionError("the budget is used up");
      }
    }

    assertThat(ends).containsKeys(Fault.MALFORMED, Fault.CONTRADICTION, Fault.OUT_OF_ORDER);
  }

  @Test
  void symbolsByChanceEndWithTheBudget() {
    var decoder = decoder(Decoder.SYMBOLS_MAX);
    var size = 1_000_000;
    for (var at = 0; at < Decoder.SYMBOLS_MAX; at += Page.SYMBOLS_MAX) {
      var page = new Page.Writer(at, size, Page.SYMBOLS_MAX);
      for (var i = at; i < at + Page.SYMBOLS_MAX; i++) {
        var count = i == 0 ? size : Page.expected(i, size) * random.nextInt(2);
        page.put(random.nextLong(), random.nextLong(), count);
      }
      decoder.take(page.bytes());
    }

    assertThat(decoder.progress())
        .isInstanceOfSatisfying(
            Progress.Spent.class,
            spent -> {
              assertThat(spent.found().size()).isZero();
              assertThat(spent.atLeast()).isEqualTo(size - 100);
            });
  }

  @Test
  void anElementThatIsInOneSymbolOnlyIsAContradiction() {
    // Taken out of the first symbol, in which it is not, it would be found there as ours, be put
    // back, and be found again, without end.
    var page = pageOf(sketch(SALT, ids(0, 100)).stream(), 100, at -> at == 7 ? 5_555 : 0);

    assertThat(decoder(1_000).take(page)).isEqualTo(new Progress.Refused(Fault.CONTRADICTION));
  }

  @Test
  void anotherElementInEverySymbolComesToNothing() {
    var decoder = decoder(20_000);
    var stream = sketch(SALT, ids(0, 100)).stream();
    while (decoder.progress() instanceof Progress.More) {
      decoder.take(pageOf(stream, 100, at -> 5_555 + at));
    }

    switch (decoder.progress()) {
      case Progress.Spent(var found, _) -> assertThat(found.size()).isLessThanOrEqualTo(20_000);
      case Progress.Refused _ -> assertThat(stream.taken()).isLessThanOrEqualTo(20_000);
      case Progress.Done _, Progress.More _ -> throw new AssertionError("there is no such set");
    }
  }

  @Test
  void anElementThatWeHaveIsNotTheirsAlone() {
    var page =
        pageOf(
            sketch(SALT, ids(0, 100)).stream(), 100, at -> at == 3 ? names.name(Sets.id(42)) : 0);

    assertThat(decoder(1_000).take(page)).isEqualTo(new Progress.Refused(Fault.CONTRADICTION));
  }

  @Test
  void zeroIsNoElement() {
    var page = new Page.Writer(0, 1, 1);
    page.put(0, names.check(0), 1);

    assertThat(sketch(SALT, List.of()).decoder(10).take(page.bytes()))
        .isEqualTo(new Progress.Refused(Fault.CONTRADICTION));
  }

  @Test
  void aDifferenceThatIsTooLargeEndsWithTheBudgetAndWhatWasFoundIsReal() {
    var theirs = ids(10_000, 2_000);
    var decoder = sketch(SALT, ids(0, 100)).decoder(2_700);
    var real = shortIds(SALT, theirs);

    var progress = compare(decoder, sketch(SALT, theirs).stream(), 100);

    assertThat(progress)
        .isInstanceOfSatisfying(
            Progress.Spent.class,
            spent -> {
              assertThat(real).containsAll(spent.found().theirs());
              assertThat(spent.atLeast()).isBetween(1_900, 2_100);
            });
  }

  @Test
  void anHonestComparisonStaysFarBelowTheStepsThatAreAllowed() {
    var stream = sketch(SALT, ids(10_000, 20_000)).stream();
    var elements = sketch(SALT, List.of());
    var peeling = new Peeling(names, new Elements(), 16);
    var decoder = elements.decoder(Decoder.SYMBOLS_MAX);

    assertThat(compare(decoder, stream, Page.SYMBOLS_MAX)).isInstanceOf(Progress.Done.class);
    var again = sketch(SALT, ids(10_000, 20_000)).stream();
    while (!peeling.isDone()) {
      var at = again.advance();
      var cells = again.cells();
      peeling.take(cells.name(at), cells.check(at), cells.count(at));
      assertThat(peeling.peel()).isEmpty();
    }

    assertThat(peeling.found()).isEqualTo(20_000);
    assertThat(peeling.steps() / peeling.symbols()).isBetween(5L, Decoder.STEPS_MAX / 2L);
  }

  @Test
  void whateverComesEndsAndDoesNoHarm() {
    for (var i = 0; i < 5_000; i++) {
      var decoder = decoder(200);
      for (var pages = 0; pages < 5; pages++) {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 2) {
          bytes[0] = 0;
          bytes[1] = (byte) random.nextInt(128);
        }
        decoder.take(Bytes.owned(bytes));
      }
      if (decoder.progress() instanceof Progress.Done(var difference, _)) {
        assertThat(difference.size()).isZero();
      }
    }
  }

  private static Decoder decoder(int budget) {
    return sketch(SALT, ids(0, 100)).decoder(budget);
  }

  private static Decoder after(Bytes page) {
    var decoder = sketch(SALT, ids(50, 100)).decoder(1_000);
    decoder.take(page);
    return decoder;
  }

  /// Returns the next symbols of the set that [#decoder] has, each but the first with an element
  /// more, or none.
  private Bytes pageOf(SymbolStream stream, int symbols, IntToLongFunction more) {
    var page = new Page.Writer(stream.taken(), 100, symbols);
    for (var i = 0; i < symbols; i++) {
      var index = stream.taken();
      var at = stream.advance();
      var cells = stream.cells();
      var name = index == 0 ? 0 : more.applyAsLong(index);
      page.put(
          cells.name(at) ^ name,
          cells.check(at) ^ (name == 0 ? 0 : names.check(name)),
          cells.count(at) + (name == 0 ? 0 : 1));
    }
    return page.bytes();
  }
}
