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
    adopt(Inside.field(Inside.field(manager, "_connectionManager"), "_timer"), threads);
  }

  private static void adopt(Object timer, ThreadFactory threads) {
    if (Inside.field(timer, "_executor") instanceof ThreadPoolExecutor executor) {
      executor.setThreadFactory(threads);
    }
  }

  /// A timer without threads, until it is used.
  private static final class Lazy extends SimpleTimer2 {
    Lazy(I2PAppContext context) {
      super(context, "sotto-i2p timer", false);
    }
  }
}
