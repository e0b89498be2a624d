package sotto.protocol;

import java.util.random.RandomGenerator;

/// Randomness that any number of threads may draw from, made of one that may not.
final class SharedRandom implements RandomGenerator {

  private final RandomGenerator random;

  SharedRandom(RandomGenerator random) {
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
}
