package sotto.protocol.sketch;

import sotto.protocol.crypto.Bytes;

/// Compares a set of ours with the symbols of another node's, page by page.
///
/// Symbols are linear: their symbol minus ours is the symbol of the difference. One in which a
/// single element is left gives it away, the element is taken out of all others that it is part of,
/// and so on until nothing is left in the first symbol, of which every element is part.
///
/// Symbols that no set has cannot make it work for ever. Each element is found once at most, and
/// never more elements than symbols have come; everything else it does is counted, and ends at
/// [#STEPS_MAX] for each symbol.
///
/// Confined to one thread.
public final class Decoder {

  /// How many symbols a decoder can look at: enough for 48,000 differences, in 1.1 MB from the
  /// other node and 4 MB here.
  public static final int SYMBOLS_MAX = 65_536;

  /// How many steps a symbol may cost on average. With 65,536 symbols, an honest one costs 16.
  static final int STEPS_MAX = 64;

  private static final int ROOM_MIN = 256;

  private final SymbolStream ours;
  private final Peeling peeling;
  private final int symbolsMax;
  private int size = -1;
  private Progress progress = new Progress.More(0, 0, 0);

  Decoder(ShortIds ids, Elements elements, Cells cells, int symbolsMax) {
    if (symbolsMax < 1 || symbolsMax > SYMBOLS_MAX) {
      throw new IllegalArgumentException("1 to 65536 symbols, not " + symbolsMax);
    }
    ours = new SymbolStream(elements, cells);
    peeling = new Peeling(ids, elements, Math.min(symbolsMax, ROOM_MIN));
    this.symbolsMax = symbolsMax;
  }

  /// Takes in more symbols. After the end it changes nothing.
  ///
  /// @param page what [SymbolStream#take] gave the other node, or anything else
  /// @return how far this is now
  public Progress take(Bytes page) {
    if (progress instanceof Progress.More) {
      progress = Page.Reader.of(page).map(this::take).orElse(refused(Fault.MALFORMED));
    }
    return progress;
  }

  /// Returns how far this is.
  public Progress progress() {
    return progress;
  }

  private Progress take(Page.Reader page) {
    if (page.index() != peeling.symbols() || (size >= 0 && page.size() != size)) {
      return refused(Fault.OUT_OF_ORDER);
    }
    size = page.size();
    while (page.hasNext() && peeling.symbols() < symbolsMax) {
      if (!page.next()) {
        return refused(Fault.MALFORMED);
      }
      var at = ours.advance();
      var mine = ours.cells();
      peeling.take(
          page.name() ^ mine.name(at),
          page.check() ^ mine.check(at),
          page.count() - mine.count(at));
    }
    return peel();
  }

  private Progress peel() {
    var fault = peeling.peel();
    if (fault.isPresent()) {
      return refused(fault.get());
    }
    var found = peeling.found();
    if (peeling.isDone()) {
      return peeling.isClean()
          ? new Progress.Done(peeling.difference(), peeling.symbols())
          : refused(Fault.CONTRADICTION);
    }
    var atLeast = Math.max(found, Math.abs(size - ours.elements().size()));
    return peeling.symbols() == symbolsMax
        ? new Progress.Spent(peeling.difference(), atLeast)
        : new Progress.More(peeling.symbols(), found, atLeast);
  }

  private static Progress refused(Fault fault) {
    return new Progress.Refused(fault);
  }
}
