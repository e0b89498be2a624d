package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import sotto.backend.i2p.client.Gateway;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkClosed;

/// A destination that exists for dials only: with a key of its own, which nobody keeps.
final class Transient implements Caller {

  private final Gateway gateway;
  private final I2pKey key;
  private final SessionOptions options;
  private final Streams streams;
  private final Transients pool;
  private final ReentrantLock opening = new ReentrantLock();
  private Optional<Session> session = Optional.empty();
  private int uses;
  private boolean closed;

  Transient(Gateway gateway, I2pKey key, SessionOptions options, Streams streams, Transients pool) {
    this.gateway = gateway;
    this.key = key;
    this.options = options;
    this.streams = streams;
    this.pool = pool;
  }

  @Override
  public Session session(Duration timeout) throws NetworkException, InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    if (!opening.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw late();
    }
    try {
      var there = open();
      if (there.isPresent()) {
        return there.get();
      }
      var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      var opened =
          Session.open(gateway, key, options, left, () -> false, () -> {})
              .orElseThrow(Transient::late);
      keep(opened);
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private static DialTimeout late() {
    return new DialTimeout(
        "The I2P router built no tunnels for the identity in time. What to do: allow more.");
  }

  private synchronized Optional<Session> open() {
    return session.filter(Session::alive);
  }

  private void keep(Session opened) throws NetworkClosed {
    synchronized (this) {
      if (!closed) {
        session = Optional.of(opened);
        return;
      }
    }
    opened.close();
    throw new NetworkClosed("This network is closed. What to do: open it again.");
  }

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public synchronized void begin() {
    uses++;
  }

  @Override
  public void end() {
    synchronized (this) {
      uses--;
      if (uses > 0) {
        return;
      }
    }
    pool.unused(this);
  }

  synchronized boolean inUse() {
    return uses > 0;
  }

  void close() {
    Optional<Session> last;
    synchronized (this) {
      closed = true;
      last = session;
      session = Optional.empty();
    }
    last.ifPresent(Session::close);
  }
}
