package sotto.protocol.sketch;

import sotto.protocol.crypto.Bytes;

/// The symbols of a set, one after the other. There is no last one, but nobody looks at more than
/// [Decoder#SYMBOLS_MAX], and so many there are here.
///
/// Confined to one thread.
public final class SymbolStream {

  private final Elements elements;
  private Cells cells;
  private int from;
  private int limit;
  private int next;

  /// @param elements the set, whose elements are in the first symbols already
  /// @param cells those symbols
  SymbolStream(Elements elements, Cells cells) {
    this.elements = elements;
    this.cells = cells;
    limit = cells.room();
  }

  /// Returns how many symbols have been taken.
  public int taken() {
    return next;
  }

  /// Takes the next symbols, as [Decoder#take] reads them.
  ///
  /// @param symbols how many, 1 to [Page#SYMBOLS_MAX], and no more than are left
  /// @return at most [Page#SIZE_MAX] bytes
  public Bytes take(int symbols) {
    if (symbols > Decoder.SYMBOLS_MAX - next) {
      throw new IllegalArgumentException("nobody looks at more than 65536 symbols");
    }
    var page = new Page.Writer(next, elements.size(), symbols);
    for (var i = 0; i < symbols; i++) {
      var at = advance();
      page.put(cells.name(at), cells.check(at), cells.count(at));
    }
    return page.bytes();
  }

  /// Goes on to the next symbol.
  ///
  /// @return where in [#cells] it is
  int advance() {
    if (next == limit) {
      // Each time half as many again, so that looking at all elements each time costs little.
      from = limit;
      limit = Math.min(limit + limit / 2, Decoder.SYMBOLS_MAX);
      cells = new Cells(limit - from);
      elements.foldAll(cells, from, limit);
    }
    return next++ - from;
  }

  /// Returns the symbols around the last that was taken.
  Cells cells() {
    return cells;
  }

  /// Returns the set.
  Elements elements() {
    return elements;
  }
}
