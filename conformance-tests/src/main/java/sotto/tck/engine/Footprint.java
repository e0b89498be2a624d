package sotto.tck.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The threads, file descriptors and child processes that this process has at one moment.
///
/// @param threads the platform threads of programs
/// @param descriptors the open files, sockets and pipes
/// @param children the ids of child processes
public record Footprint(Set<Thread> threads, Descriptors descriptors, Set<Long> children) {

  /// Looks at the process.
  public static Footprint now() {
    var ids = new HashSet<Long>();
    ProcessHandle.current().descendants().forEach(child -> ids.add(child.pid()));
    return new Footprint(Set.copyOf(Threads.ofPrograms()), Descriptors.now(), Set.copyOf(ids));
  }

  /// Names what is there now and was not then.
  public List<String> since(Footprint then) {
    var more = new ArrayList<String>();
    threads.stream()
        .filter(thread -> !then.threads.contains(thread))
        .forEach(thread -> more.add("thread " + thread.getName()));
    more.addAll(descriptors.since(then.descriptors));
    children.stream()
        .filter(child -> !then.children.contains(child))
        .forEach(_ -> more.add("a child process"));
    return more;
  }
}
