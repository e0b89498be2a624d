package sotto.tck.cases;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;

/// Notes where virtual threads are pinned, as the JVM's own recorder sees it, while it is open.
///
/// Safe for use by any number of threads.
final class Pins implements AutoCloseable {

  private static final String EVENT = "jdk.VirtualThreadPinned";
  private static final List<String> NOT_A_BACKENDS =
      List.of("java.", "javax.", "jdk.", "sun.", "sotto.tck.cases.", "sotto.tck.engine.");

  private final Set<String> places = ConcurrentHashMap.newKeySet();
  private final RecordingStream stream = new RecordingStream();

  Pins() {
    stream.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
    stream.onEvent(EVENT, this::note);
    stream.startAsync();
  }

  /// A class that is being loaded or initialised pins too, once, and is nobody's blocking call.
  private void note(RecordedEvent event) {
    var stack = event.getStackTrace();
    if (stack == null || stack.getFrames().stream().anyMatch(Pins::isLoading)) {
      return;
    }
    stack.getFrames().stream()
        .map(frame -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
        .filter(place -> NOT_A_BACKENDS.stream().noneMatch(place::startsWith))
        .findFirst()
        .ifPresent(places::add);
  }

  private static boolean isLoading(RecordedFrame frame) {
    var method = frame.getMethod().getName();
    return method.equals("<clinit>") || method.equals("loadClass");
  }

  /// Ends the recording, and names where a backend's code was pinned.
  Set<String> places() {
    stream.stop();
    return Set.copyOf(places);
  }

  @Override
  public void close() {
    stream.close();
  }
}
