package sotto.spi.backend;

import java.util.random.RandomGenerator;

/// A generator that several threads may use, around one that perhaps allows only one.
public final class SharedRandom implements RandomGenerator {

  private final RandomGenerator random;

  /// Wraps a generator.
  ///
  /// @param random the generator
  public SharedRandom(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public synchronized long nextLong() {
    return random.nextLong();
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }

  /// Returns random bytes.
  ///
  /// @param size how many
  /// @return the bytes
  public byte[] bytes(int size) {
    var bytes = new byte[size];
    nextBytes(bytes);
    return bytes;
  }
}
