package sotto.tck.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// Makes the threads that a backend asks for, and remembers them.
///
/// Safe for use by any number of threads.
final class TrackedThreads implements ThreadFactory {

  private final ThreadFactory factory;
  private final List<Thread> made;

  TrackedThreads(ThreadFactory factory, List<Thread> made) {
    this.factory = factory;
    this.made = made;
  }

  static List<Thread> list() {
    return new CopyOnWriteArrayList<>();
  }

  @Override
  public Thread newThread(Runnable body) {
    var thread = factory.newThread(new Body(body));
    made.add(thread);
    return thread;
  }

  /// What a thread does, and lets go of when it does it: the list must hold threads only, and not
  /// what they worked with.
  private static final class Body implements Runnable {

    private final AtomicReference<Optional<Runnable>> body;

    Body(Runnable body) {
      this.body = new AtomicReference<>(Optional.of(body));
    }

    @Override
    public void run() {
      body.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    }
  }
}
