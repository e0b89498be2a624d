package sotto.testnet.tor;

import java.util.random.RandomGenerator;

/// The ports of 127.0.0.1 that a network uses. In a namespace of its own they are free; elsewhere
/// they are drawn at random, and drawn again if one is taken.
///
/// @param first the first of a row of ports
record Ports(int first) {

  /// Below the ephemeral ports of every common system.
  private static final int LOWEST = 10_000;

  private static final int HIGHEST = 30_000;

  static Ports draw(RandomGenerator random) {
    return new Ports(random.nextInt(LOWEST, HIGHEST));
  }

  int authorityOr() {
    return first;
  }

  int authorityDir() {
    return first + 1;
  }

  int relay(int index) {
    return first + 2 + index;
  }
}
