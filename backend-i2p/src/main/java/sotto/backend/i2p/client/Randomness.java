package sotto.backend.i2p.client;

import net.i2p.I2PAppContext;
import net.i2p.util.RandomSource;
import sotto.spi.backend.SharedRandom;

/// The network's randomness in the form that I2P's libraries want, without their generator's thread
/// (P8).
final class Randomness extends RandomSource {

  private static final long serialVersionUID = 1;

  private final transient SharedRandom random;

  Randomness(I2PAppContext context, SharedRandom random) {
    super(context);
    this.random = random;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }

  @Override
  public void nextBytes(byte[] bytes, int offset, int length) {
    var some = new byte[length];
    random.nextBytes(some);
    System.arraycopy(some, 0, bytes, offset, length);
  }
}
