import org.jspecify.annotations.NullMarked;

/// The Tor network: onion services and dials, through a tor that runs already, the system's, or one
/// from a jar.
///
/// Exports nothing: it is found as a [sotto.spi.NetworkProvider].
@NullMarked
module sotto.backend.tor {
  requires static org.jspecify;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires sotto.spi;

  provides sotto.spi.NetworkProvider with
      sotto.backend.tor.TorProvider;
}
