package sotto.protocol.session;

/// What of the heap is in use, and how much a thread has taken of it so far.
///
/// By reflection, because the module under test does not read `jdk.management`.
final class Heap {

  private Heap() {}

  /// Returns how much is used after garbage was collected, weakly held buffers included.
  static long used() {
    var runtime = Runtime.getRuntime();
    runtime.gc();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Returns how many bytes this platform thread has allocated since it began.
  static long allocated() throws ReflectiveOperationException {
    var bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(Heap.class);
    var count =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes")
            .invoke(bean);
    return count instanceof Long bytes ? bytes : 0;
  }
}
