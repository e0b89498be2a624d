package sotto.protocol.sketch;

import sotto.protocol.crypto.Bytes;

/// A set of ids, ready to be compared with another node's.
///
/// It is kept while the session lasts: adding and removing keep the first symbols up to date, so a
/// comparison begins with a copy and not with work for each element. [#stream] is for the one who
/// tells, [#decoder] for the one who listens; both see the set as it is at that moment and do not
/// notice what happens to it afterwards. Both nodes must use the same salt.
///
/// Confined to one thread. Memory: 56 bytes for an element, up to 112 while the table is new, and
/// the same again for each stream and decoder.
public final class Sketch {

  /// How many elements a set can have: more than any store here keeps, and few enough that the
  /// arrays can be indexed and a peer's claim costs nothing.
  public static final int ELEMENTS_MAX = 1 << 24;

  /// How many symbols are kept up to date: enough for 350 differences, which is more than there are
  /// between two nodes that were not apart for long. Each costs 20 bytes.
  static final int KEPT = 512;

  private final ShortIds ids;
  private final Elements elements = new Elements();
  private final Cells cells = new Cells(KEPT);

  /// Makes an empty set.
  ///
  /// @param ids makes the short ids, with the salt of the session
  public Sketch(ShortIds ids) {
    this.ids = ids;
  }

  /// Adds an id.
  ///
  /// @param id any bytes
  /// @return whether it was not there yet, and nothing with the same short id
  public boolean add(Bytes id) {
    var name = ids.name(id);
    if (elements.find(name) != Elements.ABSENT) {
      return false;
    }
    if (elements.size() == ELEMENTS_MAX) {
      throw new IllegalStateException("a set has at most " + ELEMENTS_MAX + " elements");
    }
    var slot = elements.add(name, ids.check(name));
    elements.fold(slot, cells, 0, KEPT);
    return true;
  }

  /// Removes an id.
  ///
  /// @param id any bytes
  /// @return whether it was there
  public boolean remove(Bytes id) {
    var name = ids.name(id);
    var slot = elements.find(name);
    if (slot == Elements.ABSENT) {
      return false;
    }
    var check = elements.check(slot);
    var state = check;
    for (var index = 0; index < KEPT; index = Mapping.after(index, state)) {
      cells.add(index, name, check, -1);
      state = Mapping.step(state);
    }
    elements.remove(slot);
    return true;
  }

  /// Returns how many ids there are.
  public int size() {
    return elements.size();
  }

  /// Returns the symbols of the set as it is now.
  public SymbolStream stream() {
    return new SymbolStream(elements.copy(), cells.copy());
  }

  /// Returns who compares the set as it is now with another node's symbols.
  ///
  /// @param symbolsMax how many symbols to look at before giving up, 1 to [Decoder#SYMBOLS_MAX]
  public Decoder decoder(int symbolsMax) {
    return new Decoder(ids, elements.copy(), cells.copy(), symbolsMax);
  }
}
