package sotto.backend.tor.control;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Commands on their way to the one thread that talks to tor, in order.
///
/// A caller that is interrupted or out of patience leaves its errand behind; the thread that talks
/// is never interrupted, for that would close its channel and end the session for everybody. Safe
/// for use by any number of threads.
final class Errands {

  /// The most that wait. A backend has a few dozen callers at the most, each with one command.
  static final int WAITING_MAX = 256;

  /// What the talking thread does for a caller.
  interface Task<T> {
    /// Talks to tor.
    T run(Conversation tor) throws IOException;
  }

  /// One caller's task and what became of it.
  static final class Errand<T> {

    private final Task<T> task;
    private @Nullable T result;
    private @Nullable Refused refused;
    private @Nullable RuntimeException broken;
    private boolean done;

    private Errand(Task<T> task) {
      this.task = task;
    }
  }

  private final Queue<Errand<?>> waiting = new ArrayDeque<>();
  private @Nullable NetworkDown end;
  private boolean performing;

  /// Has a task done and waits for it.
  ///
  /// @param patience how long
  /// @throws Refused if tor said no
  /// @throws NetworkDown if the session is or gets over, or the patience ran out
  /// @throws InterruptedException if the caller is interrupted; the task may still be done
  synchronized <T> T run(Task<T> task, Duration patience)
      throws Refused, NetworkDown, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (end == null && waiting.size() >= WAITING_MAX) {
      throw new NetworkDown(
          Reason.NO_DAEMON, "Tor is slower than what is asked of it. What to do: ask less often.");
    }
    var errand = new Errand<>(task);
    waiting.add(errand);
    notifyAll();
    var deadline = System.nanoTime() + patience.toNanos();
    while (!errand.done && end == null) {
      var left = deadline - System.nanoTime();
      if (left <= 0) {
        waiting.remove(errand);
        throw new NetworkDown(
            Reason.NO_DAEMON,
            "Tor does not answer its control port. What to do: see whether it hangs, restart it.");
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    if (errand.broken != null) {
      throw errand.broken;
    }
    if (errand.refused != null) {
      throw errand.refused;
    }
    var result = errand.result;
    if (errand.done && result != null) {
      return result;
    }
    throw again(end);
  }

  /// Takes the next errand for the talking thread.
  ///
  /// @return the errand, or nothing once the session is over
  synchronized Optional<Errand<?>> take() throws InterruptedException {
    while (waiting.isEmpty() && end == null) {
      wait();
    }
    performing = end == null;
    return performing ? Optional.of(waiting.remove()) : Optional.empty();
  }

  /// Does an errand: a refusal or a blunder is the caller's, everything else the session's.
  ///
  /// @throws IOException if the session cannot go on
  <T> void perform(Errand<T> errand, Conversation tor) throws IOException {
    try {
      errand.result = errand.task.run(tor);
    } catch (Refused e) {
      errand.refused = e;
    } catch (RuntimeException e) {
      // A command that should not have been: the caller's fault, whose thread it shall end.
      errand.broken = e;
    }
    settle(errand);
  }

  /// Waits until the errand that is being done is done: its reply may have come before the end.
  synchronized void awaitIdle() throws InterruptedException {
    while (performing && end == null) {
      wait();
    }
  }

  /// Ends everything: those who wait and those who come throw this.
  ///
  /// @return whether this was the first end
  synchronized boolean end(NetworkDown why) {
    if (end != null) {
      return false;
    }
    end = why;
    waiting.clear();
    notifyAll();
    return true;
  }

  /// Tells whether the session is over.
  synchronized boolean ended() {
    return end != null;
  }

  /// Hands an errand back; what the talking thread wrote into it is seen by who waits for it.
  private synchronized void settle(Errand<?> errand) {
    errand.done = true;
    performing = false;
    notifyAll();
  }

  /// Returns the same failure with the caller's own stack.
  private static NetworkDown again(@Nullable NetworkDown why) {
    if (why == null) {
      throw new IllegalStateException("an errand was done without a result");
    }
    return new NetworkDown(why.reason(), String.valueOf(why.getMessage()), why);
  }
}
