package sotto.protocol.sketch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.SipHash;

/// Makes short ids: eight bytes by SipHash-2-4 with a key that two nodes share.
///
/// Nobody who does not know the salt can make two ids whose short ids are the same, or that the
/// symbols cannot tell apart; so the salt is new with each session and partly random from either
/// side. Among 100,000 ids two have the same short id once in four thousand million salts; with the
/// next salt they differ.
///
/// Confined to one thread.
public final class ShortIds {

  /// The least length of a salt, in bytes: that of a key.
  public static final int SALT_MIN = SipHash.KEY_SIZE;

  private static final Bytes LABEL = Bytes.owned("sotto sketch v1".getBytes(US_ASCII));

  private final SipHash names;
  private final SipHash checks;

  /// Makes the short ids of a salt.
  ///
  /// @param salt at least [#SALT_MIN] bytes that both nodes know and nobody could foresee
  public ShortIds(Bytes salt) {
    if (salt.size() < SALT_MIN) {
      throw new IllegalArgumentException("a salt is at least 16 bytes, not " + salt.size());
    }
    var keys = Hash.hkdf(salt, Bytes.EMPTY, LABEL, 2 * SipHash.KEY_SIZE);
    names = new SipHash(keys.slice(0, SipHash.KEY_SIZE));
    checks = new SipHash(keys.slice(SipHash.KEY_SIZE, 2 * SipHash.KEY_SIZE));
  }

  /// Returns the short id of an id.
  ///
  /// @param id any bytes
  public ShortId of(Bytes id) {
    return new ShortId(name(id));
  }

  /// Returns a short id as a number.
  long name(Bytes id) {
    var name = names.of(id);
    return name == 0 ? 1 : name;
  }

  /// Returns what shows that a number is one short id and not the sum of several. It also decides
  /// which symbols the short id is part of.
  long check(long name) {
    return checks.of(name);
  }
}
