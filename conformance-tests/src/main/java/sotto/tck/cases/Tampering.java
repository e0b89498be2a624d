package sotto.tck.cases;

import java.util.List;
import java.util.function.Predicate;

/// Identifiers with one wrong byte each, and how many places of an identifier take them.
///
/// One look cannot tell: a byte that is wrong in a point of a curve gives another point about every
/// second time, and one that a checksum covers passes once in a long while. So every place of many
/// identifiers is tried with many wrong bytes, and a place is guarded if most are noticed.
final class Tampering {

  private static final int[] MASKS = {0x01, 0x10, 0x41, 0x80};

  /// A place is guarded if no more than one wrong byte of so many passes. Between a version with a
  /// few known values, and a point of a curve, of which every second passes.
  private static final int PASSING_SHARE = 4;

  private Tampering() {}

  /// Counts the places of identifiers where a wrong byte is not noticed.
  ///
  /// @param ids identifiers of one length, all of them right; several dozen
  /// @param accepted tells whether an identifier is accepted
  /// @return 0 where every place is guarded
  static int unguarded(List<byte[]> ids, Predicate<byte[]> accepted) {
    var count = 0;
    for (var at = 0; at < ids.getFirst().length; at++) {
      if (passing(ids, at, accepted) * PASSING_SHARE > ids.size() * MASKS.length) {
        count++;
      }
    }
    return count;
  }

  private static int passing(List<byte[]> ids, int at, Predicate<byte[]> accepted) {
    var passing = 0;
    for (var id : ids) {
      for (var mask : MASKS) {
        var wrong = id.clone();
        wrong[at] ^= (byte) mask;
        passing += accepted.test(wrong) ? 1 : 0;
      }
    }
    return passing;
  }
}
