package sotto.protocol.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.spi.Address;

/// Two sessions with each other over a link in memory, and what tests need around them.
record Pair(Session dialled, Session accepted, PipeLink.Pair links) {

  static final Address ADDRESS = Address.of("mem", new byte[] {1, 2, 3}).withPort(80);
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final int CAPACITY = 1 << 20;
  static final Identity DIALLER = Identity.create(random(1));
  static final Identity LISTENER = Identity.create(random(2));

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static Pair open() throws Exception {
    return open(CAPACITY);
  }

  static Pair open(int capacity) throws Exception {
    var links = PipeLink.pair(capacity);
    var accepted = spawn(() -> accept(links, LISTENER));
    return new Pair(dial(links, DIALLER), accepted.get(), links);
  }

  static Session dial(PipeLink.Pair links, Identity self) throws SessionException {
    return Session.dial(links.dialled(), self, ADDRESS, random(3), PATIENCE);
  }

  static Session accept(PipeLink.Pair links, Identity self) throws SessionException {
    return Session.accept(links.accepted(), self, ADDRESS, random(4), PATIENCE);
  }

  static <T> FutureTask<T> spawn(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  /// Returns how a task that must fail did so.
  static SessionException failure(FutureTask<?> task) throws Exception {
    try {
      throw new AssertionError("it should have failed, and gave " + task.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SessionException cause) {
        return cause;
      }
      throw e;
    }
  }

  static Bytes message(RandomGenerator random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }

  static List<Bytes> receive(Session session, int count) throws SessionException {
    var all = new java.util.ArrayList<Bytes>();
    while (all.size() < count) {
      var batch = session.receive();
      if (batch.isEmpty()) {
        throw new AssertionError("closed after " + all.size() + " of " + count);
      }
      all.addAll(batch);
    }
    return all;
  }
}
