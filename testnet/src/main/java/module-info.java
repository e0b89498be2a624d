import org.jspecify.annotations.NullMarked;

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
  requires org.slf4j;
}
