package sotto.protocol.crypto;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/// A point of edwards25519 in extended coordinates (RFC 8032, 5.1.4), for public values only: its
/// time depends on them.
///
/// It settles the few signatures on which implementations disagree; nothing that is usual comes
/// here.
final class EdwardsPoint {

  private static final int SIZE = 32;
  private static final int[] D = curveConstant();

  /// The base point of RFC 8032: y is 4/5 and x is even.
  static final EdwardsPoint BASE =
      decode(HexFormat.of().parseHex("58" + "66".repeat(SIZE - 1))).orElseThrow();

  private final int[] x;
  private final int[] y;
  private final int[] z;
  private final int[] t;

  private EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.t = t;
  }

  /// Reads a point, or gives nothing if the encoding is not canonical or not on the curve (RFC
  /// 8032, 5.1.3).
  static Optional<EdwardsPoint> decode(byte[] encoded) {
    if (!isCanonical(encoded)) {
      return Optional.empty();
    }
    var y = X25519Field.create();
    X25519Field.decode255(encoded, y);
    var ySquared = product(y, y);
    var u = difference(ySquared, one());
    var v = sum(product(D, ySquared), one());
    var x = X25519Field.create();
    if (!X25519Field.sqrtRatioVar(u, v, x)) {
      return Optional.empty();
    }
    X25519Field.normalize(x);
    var odd = encoded[SIZE - 1] < 0;
    if (odd && X25519Field.isZeroVar(x)) {
      return Optional.empty();
    }
    if (odd != ((x[0] & 1) == 1)) {
      X25519Field.negate(x, x);
      X25519Field.carry(x);
    }
    return Optional.of(new EdwardsPoint(x, y, one(), product(x, y)));
  }

  /// Tells whether the y of an encoded point is less than p, 2^255 - 19.
  static boolean isCanonical(byte[] encoded) {
    if ((encoded[SIZE - 1] & 0x7f) != 0x7f || (encoded[0] & 0xff) < 0xed) {
      return true;
    }
    for (var i = 1; i < SIZE - 1; i++) {
      if (encoded[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  /// Returns `[a]P + [b]Q`.
  static EdwardsPoint combine(BigInteger a, EdwardsPoint p, BigInteger b, EdwardsPoint q) {
    var both = p.plus(q);
    var sum = neutral();
    for (var bit = Math.max(a.bitLength(), b.bitLength()) - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if (a.testBit(bit)) {
        sum = sum.plus(b.testBit(bit) ? both : p);
      } else if (b.testBit(bit)) {
        sum = sum.plus(q);
      }
    }
    return sum;
  }

  /// Adds, with the formula that is complete for this curve (add-2008-hwcd-3, RFC 8032, 5.1.4), so
  /// that it doubles too.
  EdwardsPoint plus(EdwardsPoint that) {
    var a = product(difference(y, x), difference(that.y, that.x));
    var b = product(sum(y, x), sum(that.y, that.x));
    var c = product(product(t, that.t), sum(D, D));
    var d = product(z, sum(that.z, that.z));
    var e = difference(b, a);
    var f = difference(d, c);
    var g = sum(d, c);
    var h = sum(b, a);
    return new EdwardsPoint(product(e, f), product(g, h), product(f, g), product(e, h));
  }

  EdwardsPoint negated() {
    return new EdwardsPoint(difference(zero(), x), y, z, difference(zero(), t));
  }

  /// Tells whether eight times this point is the neutral one.
  boolean isOfSmallOrder() {
    var two = plus(this);
    var four = two.plus(two);
    var eight = four.plus(four);
    return isZero(eight.x) && isZero(difference(eight.y, eight.z));
  }

  private static EdwardsPoint neutral() {
    return new EdwardsPoint(zero(), one(), one(), zero());
  }

  /// Returns d, -121665/121666.
  private static int[] curveConstant() {
    var numerator = X25519Field.create();
    X25519Field.mul(one(), 121_665, numerator);
    var inverse = X25519Field.create();
    X25519Field.mul(one(), 121_666, inverse);
    X25519Field.invVar(inverse, inverse);
    return difference(zero(), product(numerator, inverse));
  }

  private static boolean isZero(int[] a) {
    var copy = a.clone();
    X25519Field.normalize(copy);
    return X25519Field.isZeroVar(copy);
  }

  private static int[] zero() {
    return X25519Field.create();
  }

  private static int[] one() {
    var one = X25519Field.create();
    X25519Field.one(one);
    return one;
  }

  private static int[] sum(int[] a, int[] b) {
    var sum = X25519Field.create();
    X25519Field.add(a, b, sum);
    X25519Field.carry(sum);
    return sum;
  }

  private static int[] difference(int[] a, int[] b) {
    var difference = X25519Field.create();
    X25519Field.sub(a, b, difference);
    X25519Field.carry(difference);
    return difference;
  }

  private static int[] product(int[] a, int[] b) {
    var product = X25519Field.create();
    X25519Field.mul(a, b, product);
    return product;
  }
}
