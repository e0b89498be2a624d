import org.jspecify.annotations.NullMarked;

/// TEST ONLY, no anonymity: a network made of this machine's own loopback.
///
/// It has two faces behind the one SPI. Opened as any backend is, it carries links over real TCP on
/// 127.0.0.1, between processes of one user. Opened from a `Fabric` it carries them inside one
/// process, with the habits of another network, a seed, a clock of its own, and faults on request.
@NullMarked
module sotto.backend.loopback {
  requires static org.jspecify;
  requires transitive sotto.spi;
  requires org.bouncycastle.provider;

  // The provider, and with it the face that is real TCP.
  exports sotto.backend.loopback;
  // The face that lives in one process: nodes, personalities, virtual time and faults, for tests.
  exports sotto.backend.loopback.fabric;

  provides sotto.spi.NetworkProvider with
      sotto.backend.loopback.LoopbackProvider;
}
