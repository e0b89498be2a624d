package sotto.protocol.sketch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// Sets to compare.
final class Sets {

  static final Bytes SALT = id(-1);

  private Sets() {}

  /// Returns an id of 32 bytes that looks like a hash.
  static Bytes id(long number) {
    return Hash.sha256(Bytes.owned(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
  }

  /// Returns so many ids.
  static List<Bytes> ids(long from, int count) {
    return LongStream.range(from, from + count).mapToObj(Sets::id).toList();
  }

  static Sketch sketch(Bytes salt, List<Bytes> ids) {
    var sketch = new Sketch(new ShortIds(salt));
    ids.forEach(sketch::add);
    return sketch;
  }

  static List<ShortId> shortIds(Bytes salt, List<Bytes> ids) {
    var names = new ShortIds(salt);
    return ids.stream().map(names::of).toList();
  }

  /// Compares until the end, with pages of a certain size.
  static Progress compare(Decoder decoder, SymbolStream stream, int page) {
    while (decoder.progress() instanceof Progress.More) {
      decoder.take(stream.take(page));
    }
    return decoder.progress();
  }

  /// Returns the lists, one after the other.
  @SafeVarargs
  static List<Bytes> union(List<Bytes>... lists) {
    var all = new ArrayList<Bytes>();
    for (var list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
