package sotto.backend.tor.fake;

import java.math.BigInteger;

/// The group of Ed25519 (RFC 8032, section 5.1), for the one thing that libraries do not offer: the
/// public key of a secret that is already expanded, as tor takes it.
///
/// Slow and not constant in time: the secrets are those of tests.
final class Curve {

  private static final int SIZE = 32;
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final Point BASE =
      Point.at(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

  private Curve() {}

  /// Returns the public key for the scalar in the first half of an expanded secret.
  static byte[] publicOf(byte[] expanded) {
    var scalar = BigInteger.ZERO;
    for (var i = SIZE - 1; i >= 0; i--) {
      scalar = scalar.shiftLeft(8).or(BigInteger.valueOf(expanded[i] & 0xff));
    }
    var sum = Point.at(BigInteger.ZERO, BigInteger.ONE);
    for (var i = scalar.bitLength() - 1; i >= 0; i--) {
      sum = sum.plus(sum);
      if (scalar.testBit(i)) {
        sum = sum.plus(BASE);
      }
    }
    return sum.encode();
  }

  /// A point in extended coordinates.
  private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

    static Point at(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
    }

    Point plus(Point other) {
      var a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      var b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      var c = t.multiply(other.t).multiply(D).shiftLeft(1).mod(P);
      var d = z.multiply(other.z).shiftLeft(1).mod(P);
      var e = b.subtract(a);
      var f = d.subtract(c);
      var g = d.add(c);
      var h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    byte[] encode() {
      var inverse = z.modInverse(P);
      var left = y.multiply(inverse).mod(P);
      var bytes = new byte[SIZE];
      for (var i = 0; i < SIZE; i++) {
        bytes[i] = left.shiftRight(8 * i).byteValue();
      }
      if (x.multiply(inverse).mod(P).testBit(0)) {
        bytes[SIZE - 1] |= (byte) 0x80;
      }
      return bytes;
    }
  }
}
