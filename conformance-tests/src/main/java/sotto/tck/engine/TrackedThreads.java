package sotto.tck.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

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
    var thread = factory.newThread(body);
    made.add(thread);
    return thread;
  }
}
