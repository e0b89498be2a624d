package sotto.backend.i2p.client;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import net.i2p.I2PAppContext;
import net.i2p.client.streaming.I2PSocketManager;
import net.i2p.util.SimpleTimer2;

/// Timers of I2P's libraries, on threads of the network's own (P8).
///
/// The libraries offer no way to say so, and start a timer's threads from whichever thread asks for
/// something first. Their timers hold an executor, and that takes a factory.
final class Timers {

  private Timers() {}

  /// Makes a timer for a context.
  static SimpleTimer2 of(I2PAppContext context, ThreadFactory threads) {
    var timer = new Lazy(context);
    adopt(timer, threads);
    return timer;
  }

  /// Gives the timer of a manager of streams other threads, before it has any.
  static void adopt(I2PSocketManager manager, ThreadFactory threads) {
    adopt(field(field(manager, "_connectionManager"), "_timer"), threads);
  }

  private static void adopt(Object timer, ThreadFactory threads) {
    if (field(timer, "_executor") instanceof ThreadPoolExecutor executor) {
      executor.setThreadFactory(threads);
    }
  }

  private static Object field(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      try {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
      } catch (NoSuchFieldException e) {
        // It is a superclass's.
      } catch (IllegalAccessException e) {
        throw new AssertionError("it was made accessible", e);
      }
    }
    throw new AssertionError("the library that is part of this jar has no field " + name);
  }

  /// A timer without threads, until it is used.
  private static final class Lazy extends SimpleTimer2 {
    Lazy(I2PAppContext context) {
      super(context, "sotto-i2p timer", false);
    }
  }
}
