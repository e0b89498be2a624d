package sotto.tck.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.LockSupport;

/// Makes a virtual thread wait while a native call is on its stack, which pins its carrier.
final class Pinned {

  private static final long PARK_NANOS = 1_000_000;
  private static final long ELEMENTS = 2;

  private Pinned() {}

  /// Parks for a moment inside of the comparison of C's `qsort`.
  @SuppressWarnings("restricted") // native code is the last thing that pins
  static void park() {
    try (var arena = Arena.ofConfined()) {
      var linker = Linker.nativeLinker();
      var comparison =
          linker.upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      Pinned.class,
                      "compare",
                      MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class)),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
              arena);
      var sort =
          linker.downcallHandle(
              linker.defaultLookup().find("qsort").orElseThrow(),
              FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
      var array = arena.allocate(JAVA_INT, ELEMENTS);
      var bound =
          MethodHandles.insertArguments(sort, 0, array, ELEMENTS, JAVA_INT.byteSize(), comparison);
      MethodHandleProxies.asInterfaceInstance(Runnable.class, bound).run();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the comparison is the method below", e);
    }
  }

  @SuppressWarnings("UnusedMethod") // it is found by its name
  private static int compare(MemorySegment one, MemorySegment other) {
    LockSupport.parkNanos(PARK_NANOS);
    return Long.compare(one.address(), other.address());
  }
}
