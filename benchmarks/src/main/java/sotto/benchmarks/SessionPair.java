package sotto.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import sotto.protocol.crypto.Identity;
import sotto.protocol.session.Session;
import sotto.spi.Address;
import sotto.spi.Link;

/// Two ends of one session.
record SessionPair(Session dialler, Session listener) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Address ADDRESS = Address.of("pipe", new byte[32]);

  static SessionPair over(Link dialled, Link accepted) {
    var random = new Random(7);
    var alice = Identity.create(random);
    var bob = Identity.create(random);
    var accepting =
        new FutureTask<>(() -> Session.accept(accepted, bob, ADDRESS, new Random(8), PATIENCE));
    Thread.ofVirtual().start(accepting);
    try {
      return new SessionPair(
          Session.dial(dialled, alice, ADDRESS, new Random(9), PATIENCE), accepting.get());
    } catch (ExecutionException | InterruptedException | IOException e) {
      throw new IllegalStateException("the handshake failed", e);
    }
  }

  static SessionPair inMemory() {
    var ends = PipeLink.pair();
    return over(ends[0], ends[1]);
  }

  @Override
  public void close() {
    dialler.close();
    listener.close();
  }
}
