import org.jspecify.annotations.NullMarked;

/// What an anonymity network must offer, and nothing about any one of them.
///
/// A backend `provides` [sotto.spi.NetworkProvider]; a node `uses` it. Neither knows the other.
/// Start with [sotto.spi.Network].
@NullMarked
module sotto.spi {
  requires static transitive org.jspecify;

  // Dial, listen, address: the whole of what the protocol may ask of a network.
  exports sotto.spi;
  // What some networks can do and others cannot.
  exports sotto.spi.facet;
  // Parts to build a backend from: for its author, and nothing that a caller sees.
  exports sotto.spi.backend;

  uses sotto.spi.NetworkProvider;
}
