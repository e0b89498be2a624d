import org.jspecify.annotations.NullMarked;

/// The I2P network: destinations and dials, through a router that runs already, or one of our own.
///
/// Exports nothing: it is found as a [sotto.spi.NetworkProvider].
@NullMarked
module sotto.backend.i2p {
  requires static org.jspecify;
  requires java.desktop;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires sotto.spi;

  provides sotto.spi.NetworkProvider with
      sotto.backend.i2p.I2pProvider;
}
