package sotto.tck.engine;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Says where threads are.
final class Stacks {

  private static final int FRAMES_MAX = 8;

  private Stacks() {}

  static boolean isInNativeCall(Thread thread) {
    var frames = thread.getStackTrace();
    return frames.length > 0 && frames[0].isNativeMethod();
  }

  static String where(Thread thread) {
    var frames = thread.getStackTrace();
    return frames.length == 0
        ? "its end"
        : Arrays.stream(frames)
            .limit(FRAMES_MAX)
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .collect(Collectors.joining(" < "));
  }
}
