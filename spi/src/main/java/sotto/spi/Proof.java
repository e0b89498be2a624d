package sotto.spi;

import java.util.Arrays;

/// Evidence that somebody owns an address: a signature, and the public material that is needed to
/// check it where the address itself is only a hash.
///
/// Immutable and safe for use by any number of threads.
public final class Proof {

  /// The longest signature or material, in bytes.
  public static final int PART_MAX = 1024;

  private final byte[] signature;
  private final byte[] material;

  private Proof(byte[] signature, byte[] material) {
    this.signature = signature;
    this.material = material;
  }

  /// Returns a proof with copies of both parts.
  ///
  /// @param signature 1 to [#PART_MAX] bytes
  /// @param material what the address commits to, such as an I2P destination; empty where the
  ///   address is the key itself; at most [#PART_MAX] bytes
  /// @return the proof
  /// @throws IllegalArgumentException if a part is too long, or there is no signature
  public static Proof of(byte[] signature, byte[] material) {
    if (signature.length == 0 || signature.length > PART_MAX || material.length > PART_MAX) {
      throw new IllegalArgumentException("a part of a proof has at most " + PART_MAX + " bytes");
    }
    return new Proof(signature.clone(), material.clone());
  }

  /// Returns a copy of the signature.
  ///
  /// @return 1 to [#PART_MAX] bytes
  public byte[] signature() {
    return signature.clone();
  }

  /// Returns a copy of the public material.
  ///
  /// @return at most [#PART_MAX] bytes
  public byte[] material() {
    return material.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proof that
        && Arrays.equals(signature, that.signature)
        && Arrays.equals(material, that.material);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(signature) + Arrays.hashCode(material);
  }

  @Override
  public String toString() {
    return "proof:[" + signature.length + "+" + material.length + " bytes]";
  }
}
