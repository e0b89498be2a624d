package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;

/// Work that the library may do for longer than we want to wait, each on a thread of its own that
/// is interrupted when nobody waits for it any more (D2, D3).
final class Attempts {

  private final Crew crew;
  private final Set<Attempt<?>> going = new HashSet<>();
  private boolean closed;

  Attempts(Crew crew) {
    this.crew = crew;
  }

  /// Begins an attempt.
  ///
  /// @param work what to do; ends soon when its thread is interrupted, or says that it must not be
  /// @param late takes what came when nobody waited for it any more
  <T> Attempt<T> begin(Work<T> work, Consumer<T> late) throws NetworkClosed {
    var attempt = new Attempt<>(work, late);
    synchronized (this) {
      if (closed) {
        throw ended();
      }
      going.add(attempt);
    }
    crew.start(attempt::run);
    return attempt;
  }

  /// Ends all attempts, now and later.
  void close() {
    Set<Attempt<?>> last;
    synchronized (this) {
      closed = true;
      last = Set.copyOf(going);
    }
    last.forEach(Attempt::close);
  }

  private synchronized void forget(Attempt<?> attempt) {
    going.remove(attempt);
  }

  private static NetworkClosed ended() {
    return new NetworkClosed("This network is closed. What to do: open it again.");
  }

  /// What is tried.
  ///
  /// @param <T> what comes of it
  interface Work<T> {

    /// Does it.
    ///
    /// @param uninterrupted to be run before what must not be interrupted
    T run(Runnable uninterrupted) throws NetworkException, InterruptedException;
  }

  /// One attempt.
  ///
  /// @param <T> what comes of it
  final class Attempt<T> implements AutoCloseable {

    private final Work<T> work;
    private final Consumer<T> late;
    private Optional<T> result = Optional.empty();
    private Optional<NetworkException> failure = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private boolean abandoned;

    private Attempt(Work<T> work, Consumer<T> late) {
      this.work = work;
      this.late = late;
    }

    /// Waits for what comes of it.
    ///
    /// @return the result, or nothing if the time ran out
    synchronized Optional<T> await(Duration timeout) throws NetworkException, InterruptedException {
      var end = System.nanoTime() + timeout.toNanos();
      while (result.isEmpty() && failure.isEmpty() && !abandoned) {
        var left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return Optional.empty();
        }
        wait(left);
      }
      if (abandoned) {
        throw ended();
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return result;
    }

    /// Gives it up, unless its result was taken.
    @Override
    public void close() {
      Optional<T> unwanted = Optional.empty();
      synchronized (this) {
        if (!abandoned) {
          abandoned = true;
          unwanted = result;
          thread.ifPresent(Thread::interrupt);
          notifyAll();
        }
      }
      forget(this);
      unwanted.ifPresent(late);
    }

    /// Takes the result, so that giving the attempt up does not end it.
    synchronized void taken() throws NetworkClosed {
      if (abandoned) {
        throw ended();
      }
      result = Optional.empty();
    }

    private void run() {
      synchronized (this) {
        if (abandoned) {
          return;
        }
        thread = Optional.of(Thread.currentThread());
      }
      try {
        finished(work.run(this::settle));
      } catch (NetworkException e) {
        failed(e);
      } catch (InterruptedException e) {
        failed(new NetworkDown(Reason.NO_DAEMON, "It was given up. What to do: try again.", e));
      } finally {
        settle();
      }
    }

    private void finished(T value) {
      synchronized (this) {
        if (!abandoned) {
          result = Optional.of(value);
          notifyAll();
          return;
        }
      }
      late.accept(value);
    }

    private synchronized void failed(NetworkException why) {
      failure = Optional.of(why);
      notifyAll();
    }

    private synchronized void settle() {
      thread = Optional.empty();
    }
  }
}
