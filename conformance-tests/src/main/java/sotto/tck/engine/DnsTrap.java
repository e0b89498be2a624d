package sotto.tck.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import sotto.tck.Verdict;

/// Notes every name look-up of the process while it is set, and answers none, so that nothing goes
/// out.
///
/// The JDK knows one resolver for the whole process; that is why the trap that is set is the one
/// static thing here.
public final class DnsTrap implements AutoCloseable {

  private static final AtomicReference<List<DnsTrap>> ACTIVE = new AtomicReference<>(List.of());

  private final List<String> names = new CopyOnWriteArrayList<>();

  private DnsTrap() {}

  /// Sets the trap, and checks that it catches.
  ///
  /// @throws Skip if look-ups cannot be observed here, because the suite's jar is not on the system
  ///   class path
  public static DnsTrap set() {
    var trap = new DnsTrap();
    ACTIVE.updateAndGet(list -> plus(list, trap));
    // A name of its own each time, for the JDK remembers failed look-ups.
    var probe = "trap-" + System.nanoTime() + ".sotto-tck.invalid";
    try {
      InetAddress.getByName(probe);
    } catch (UnknownHostException _) {
      // That is the trap's answer.
    }
    if (!trap.names.remove(probe)) {
      trap.close();
      throw new Skip(
          Verdict.INCONCLUSIVE,
          "Name look-ups cannot be observed: the suite's jar is not on the system class path.");
    }
    return trap;
  }

  /// The names that were looked up.
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public void close() {
    ACTIVE.updateAndGet(list -> list.stream().filter(trap -> trap != this).toList());
  }

  static boolean caught(String host) {
    var traps = ACTIVE.get();
    traps.forEach(trap -> trap.names.add(host));
    return !traps.isEmpty();
  }

  private static List<DnsTrap> plus(List<DnsTrap> list, DnsTrap trap) {
    var more = new ArrayList<>(list);
    more.add(trap);
    return List.copyOf(more);
  }
}
