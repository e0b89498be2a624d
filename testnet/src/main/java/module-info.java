import org.jspecify.annotations.NullMarked;
import sotto.tck.BackendUnderTest;
import sotto.testnet.i2p.I2pUnderTest;
import sotto.testnet.tor.TorUnderTest;

/// Private anonymity networks on this machine's loopback, made of real daemons, for tests, the
/// suite, the demo and other people's tests.
///
/// Nothing here can reach a public network: a daemon is configured for its private network before
/// its first start.
@NullMarked
open module sotto.testnet {
  requires static transitive org.jspecify;
  requires static org.junit.jupiter.api;
  requires transitive sotto.spi;
  requires transitive sotto.tck;
  requires com.google.gson;
  requires org.slf4j;

  // What a JUnit test needs of the machine.
  exports sotto.testnet;

  // A private Tor network, as a library, as a JUnit extension, and as surroundings for the suite.
  exports sotto.testnet.tor;

  // A private I2P network, in the same three ways.
  exports sotto.testnet.i2p;

  provides BackendUnderTest with
      TorUnderTest,
      I2pUnderTest;
}
