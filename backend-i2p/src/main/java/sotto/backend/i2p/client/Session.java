package sotto.backend.i2p.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import net.i2p.I2PException;
import net.i2p.client.I2PSession;
import net.i2p.client.I2PSessionException;
import net.i2p.client.impl.I2PSessionImpl;
import net.i2p.client.streaming.I2PSocketManager;
import net.i2p.client.streaming.impl.TooManyStreamsException;
import net.i2p.data.Hash;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.Address;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// One destination of ours at a router: its tunnels, its lease set, and its streams.
///
/// A session that ended is not begun again; the library would, with waits of its own, and is kept
/// from it. Safe for use by any number of threads.
public final class Session implements AutoCloseable {

  /// What a router's answer takes at the least; less than what a time-out takes.
  private static final Duration SLACK = Duration.ofMillis(200);

  private final I2PSession session;
  private final I2PSocketManager manager;
  private final Runnable lost;
  private final Runnable sweep;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Waiters waiters = new Waiters();
  private Optional<int[]> answer = Optional.empty();

  /// Makes one that has not begun.
  ///
  /// @param sweep ends what the library leaves behind
  Session(I2PSession session, I2PSocketManager manager, Runnable lost, Runnable sweep) {
    this.sweep = sweep;
    this.session = session;
    this.manager = manager;
    this.lost = lost;
  }

  /// Begins a session and waits until the router has built its tunnels and we have signed its lease
  /// set.
  ///
  /// @param gateway where the router is
  /// @param key the destination's
  /// @param options what the router and the library are to know
  /// @param patience how long to wait for tunnels
  /// @param admits whether a peer that calls is let in; asked on the library's threads
  /// @param lost called when the session ends, perhaps more than once, on any thread; returns soon
  /// @return the session, or nothing if there are no tunnels in time
  /// @throws NetworkDown if the router refuses, or goes away
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Optional<Session> open(
      Gateway gateway,
      I2pKey key,
      SessionOptions options,
      Duration patience,
      BooleanSupplier admits,
      Runnable lost)
      throws NetworkDown, InterruptedException {
    return Opening.of(gateway, key, options, admits, lost).await(patience);
  }

  /// Begins; blocks until there are tunnels, or it is closed.
  Session connect() throws I2PSessionException {
    session.addMuxedSessionListener(new Watch(this::ended), Watch.PROTOCOL, I2PSession.PORT_ANY);
    if (!over.get()) {
      session.connect();
    }
    if (over.get()) {
      // It was closed before it had begun, of which the library takes no notice.
      end();
      throw new I2PSessionException("closed");
    }
    return this;
  }

  /// Tells whether it has not ended.
  ///
  /// @return whether it goes on
  public boolean alive() {
    return !over.get() && !session.isClosed();
  }

  /// Asks the router whether it still knows us.
  ///
  /// @return whether it answered
  /// @throws InterruptedException if the thread is interrupted
  public synchronized boolean answers() throws InterruptedException {
    try (var _ = waiters.enter()) {
      var limits = Optional.ofNullable(session.bandwidthLimits());
      var isNew = limits.isPresent() && isAnother(limits.get());
      answer = limits;
      return isNew && alive();
    } catch (I2PSessionException e) {
      throwIfInterrupted(e);
      return false;
    }
  }

  /// The library gives the newest answer that it knows; one to a new question is another object.
  @SuppressWarnings("ReferenceEquality")
  private boolean isAnother(int[] limits) {
    return answer.filter(old -> old == limits).isEmpty();
  }

  /// Looks an address up.
  ///
  /// @param address whose
  /// @param timeout how long to wait, at least a second
  /// @return what the router says
  /// @throws InterruptedException if the thread is interrupted
  public Lookup lookup(Address address, Duration timeout) throws InterruptedException {
    var start = System.nanoTime();
    // The library remembers for ever, and for the whole process; only a router's word is evidence.
    I2PSessionImpl.clearCache();
    try (var _ = waiters.enter()) {
      var found = session.lookupDest(Hash.create(address.id()), timeout.toMillis());
      if (found != null) {
        return new Lookup.Found(found);
      }
    } catch (I2PSessionException e) {
      throwIfInterrupted(e);
      return new Lookup.Unanswered();
    }
    var took = System.nanoTime() - start;
    return alive() && took < timeout.minus(SLACK).toNanos()
        ? new Lookup.Absent()
        : new Lookup.Unanswered();
  }

  /// Connects to a peer. The library keeps no deadline here; interrupting the thread ends it at
  /// once.
  ///
  /// @param peer what was looked up
  /// @param timeout how long to try
  /// @return an open stream
  /// @throws NetworkException if it cannot be had
  /// @throws InterruptedException if the thread is interrupted
  public Stream connect(Lookup.Found peer, Duration timeout)
      throws NetworkException, InterruptedException {
    refuseIfOver();
    var options = manager.buildOptions();
    options.setConnectTimeout(timeout.toMillis());
    try {
      return new Stream(manager.connect(peer.destination(), options));
    } catch (TooManyStreamsException e) {
      throw new LimitReached("There are too many streams. What to do: close links.", e);
    } catch (NoRouteToHostException e) {
      throw refusal(e);
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (I2PException | IOException e) {
      refuseIfOver();
      throw Failures.away(e);
    } finally {
      if (over.get()) {
        // The library would begin a session again that ended meanwhile.
        end();
      }
    }
  }

  private NetworkException refusal(NoRouteToHostException e)
      throws NetworkDown, InterruptedException {
    var why = String.valueOf(e.getMessage());
    if (why.contains("Interrupted")) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
    refuseIfOver();
    return Failures.refusal(e);
  }

  /// Lets peers in from now on, and waits for the next.
  ///
  /// @return an open stream, or nothing if the session has ended
  /// @throws InterruptedException if the thread is interrupted
  public Optional<Stream> accept() throws InterruptedException {
    while (alive()) {
      try {
        var socket = manager.getServerSocket().accept();
        if (socket != null) {
          return Optional.of(new Stream(socket));
        }
      } catch (ConnectException e) {
        if (String.valueOf(e.getMessage()).contains("Interrupted")) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        close();
      } catch (I2PException | IOException e) {
        close();
      }
    }
    return Optional.empty();
  }

  /// Ends the session and its streams. Idempotent, and never throws.
  @Override
  public void close() {
    over.set(true);
    waiters.end();
    if (!manager.isDestroyed()) {
      manager.destroySocketManager();
    }
    end();
  }

  private void end() {
    try {
      session.destroySession();
    } catch (I2PSessionException e) {
      // The router is gone, and the session with it.
    }
    sweep.run();
  }

  /// Hears that the session ended, on the library's thread.
  private void ended() {
    if (over.compareAndSet(false, true)) {
      lost.run();
    }
    waiters.end();
  }

  private void refuseIfOver() throws NetworkDown {
    if (!alive()) {
      throw new NetworkDown(
          Reason.NO_DAEMON, "The I2P router ended the session. What to do: wait for the status.");
    }
  }

  private void throwIfInterrupted(I2PSessionException e) throws InterruptedException {
    if (!waiters.over() && e.getCause() instanceof InterruptedException) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }

  @Override
  public String toString() {
    return "session:" + (alive() ? "open" : "over");
  }
}
