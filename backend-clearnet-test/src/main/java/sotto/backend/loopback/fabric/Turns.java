package sotto.backend.loopback.fabric;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets the actors of a fabric run one at a time, in the order in which they were roused; that
/// order, and nothing of the machine's, decides what happens first. The timeline's lock is held in
/// every method.
final class Turns {

  private final ReentrantLock lock;
  private final Condition quiet;
  private final Map<Thread, Turn> actors = new HashMap<>();
  private final Deque<Turn> ready = new ArrayDeque<>();

  Turns(ReentrantLock lock) {
    this.lock = lock;
    this.quiet = lock.newCondition();
  }

  /// One actor's place: at rest, ready, or running when it is the first of the ready ones.
  static final class Turn {

    private final Condition comes;
    private boolean atRest;

    private Turn(Condition comes) {
      this.comes = comes;
    }
  }

  /// Counts a thread in that has not started yet.
  void enter(Thread actor) {
    var turn = new Turn(lock.newCondition());
    actors.put(actor, turn);
    ready.add(turn);
  }

  /// Waits for the first turn of the current thread, which is an actor.
  void begin() {
    await(own());
  }

  /// Ends the last turn of the current thread, which is an actor.
  void leave() {
    pass(own());
    actors.remove(Thread.currentThread());
  }

  boolean isActor() {
    return actors.containsKey(Thread.currentThread());
  }

  /// Ends the turn of the current thread, which is an actor, until it is roused.
  Turn rest() {
    var turn = own();
    turn.atRest = true;
    pass(turn);
    return turn;
  }

  void rouse(Turn turn) {
    if (turn.atRest) {
      turn.atRest = false;
      ready.add(turn);
      next();
    }
  }

  /// Waits until it is an actor's turn.
  void await(Turn turn) {
    while (ready.peek() != turn) {
      turn.comes.awaitUninterruptibly();
    }
  }

  /// Waits until all actors are at rest.
  void awaitQuiet() throws InterruptedException {
    while (!ready.isEmpty()) {
      quiet.await();
    }
  }

  private Turn own() {
    return Objects.requireNonNull(actors.get(Thread.currentThread()), "not an actor");
  }

  private void pass(Turn turn) {
    ready.remove(turn);
    next();
  }

  private void next() {
    if (ready.isEmpty()) {
      quiet.signalAll();
    } else {
      ready.element().comes.signal();
    }
  }
}
