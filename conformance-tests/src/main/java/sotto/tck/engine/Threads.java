package sotto.tck.engine;

import java.util.List;

/// The platform threads that programs started, as opposed to the JVM's own.
final class Threads {

  private Threads() {}

  static List<Thread> ofPrograms() {
    return Thread.getAllStackTraces().keySet().stream().filter(Threads::isPrograms).toList();
  }

  private static boolean isPrograms(Thread thread) {
    var group = thread.getThreadGroup();
    return group != null
        && !group.getName().equals("system")
        && !group.getName().equals("InnocuousThreadGroup")
        && !thread.getClass().getName().startsWith("jdk.internal.")
        && !thread.getName().startsWith("ForkJoinPool")
        && !thread.getName().startsWith("VirtualThread-")
        && !thread.getName().startsWith("JFR ")
        && !thread.getName().startsWith("tck-");
  }
}
