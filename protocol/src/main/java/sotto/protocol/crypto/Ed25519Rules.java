package sotto.protocol.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// When an Ed25519 signature holds, so that all nodes agree whatever provider they use.
///
/// RFC 8032 leaves room: implementations disagree on signatures whose key or R has a component of
/// small order, and a signer may craft such a signature to split the peers. Here a signature (R, S)
/// by a key A holds exactly if
///
/// 1. A and R are canonical points of the curve, y less than p and no negative zero,
/// 2. A is not of small order ([PeerId] sees to it),
/// 3. S is less than L, the order of the base point, and
/// 4. `[8][S]B = [8]R + [8][k]A`, the equation of RFC 8032, 5.1.7 and of ZIP-215, with which
///    checking many signatures at once agrees as well.
///
/// Whatever a provider accepts meets the equation, with or without the cofactor; what it refuses is
/// looked at again here, at the price of two or three checks more. So an honest signature costs
/// what the provider costs, and it is only a bad one that costs more.
final class Ed25519Rules {

  private static final int POINT_SIZE = 32;
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /// The y of the eight points whose order divides eight, little-endian (RFC 7748, 6.1 lists them
  /// for the Montgomery form).
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          hex("00".repeat(32)),
          hex("01" + "00".repeat(31)),
          hex("ec" + "ff".repeat(30) + "7f"),
          hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  private Ed25519Rules() {}

  /// Tells whether a key is canonical and of large order.
  static boolean acceptsKey(Bytes key) {
    var y = key.toArray();
    if (!EdwardsPoint.isCanonical(y)) {
      return false;
    }
    y[POINT_SIZE - 1] &= 0x7f;
    return SMALL_ORDER.stream().noneMatch(small -> Arrays.equals(small, y));
  }

  /// Tells whether a signature of 64 bytes by an accepted key holds.
  static boolean verify(Ed25519 provider, byte[] key, byte[] message, byte[] signature) {
    var r = Arrays.copyOf(signature, POINT_SIZE);
    var s = scalar(Arrays.copyOfRange(signature, POINT_SIZE, 2 * POINT_SIZE));
    if (!EdwardsPoint.isCanonical(r) || s.compareTo(L) >= 0) {
      return false;
    }
    return provider.verify(key, message, signature) || holds(key, message, r, s);
  }

  /// Tells whether the equation with the cofactor holds.
  static boolean holds(byte[] key, byte[] message, byte[] r, BigInteger s) {
    var pointA = EdwardsPoint.decode(key);
    var pointR = EdwardsPoint.decode(r);
    if (pointA.isEmpty() || pointR.isEmpty()) {
      return false;
    }
    var k = scalar(sha512(r, key, message)).mod(L);
    var sum = EdwardsPoint.combine(s, EdwardsPoint.BASE, k, pointA.get().negated());
    return sum.plus(pointR.get().negated()).isOfSmallOrder();
  }

  private static BigInteger scalar(byte[] littleEndian) {
    var bigEndian = new byte[littleEndian.length];
    for (var i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("the JDK has SHA-512", e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
