package sotto.node.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The moment at which the program should end: a signal, or a decision of its own.
///
/// A signal is SIGINT (Ctrl-C), SIGTERM or SIGHUP; the process then ends with 128 and the signal's
/// number, after everything was closed in good order, and at the latest after [#CLOSING_MAX]. Safe
/// for use by any number of threads.
public final class Until implements AutoCloseable {

  /// How long closing may take: a node promises 15 seconds.
  public static final Duration CLOSING_MAX = Duration.ofSeconds(20);

  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "sotto-shutdown");

  private Until() {}

  /// Returns a moment that comes at the first signal.
  public static Until interrupted() {
    var until = new Until();
    Runtime.getRuntime().addShutdownHook(until.hook);
    return until;
  }

  /// Tells whether the moment has come.
  public boolean isOver() {
    return over.getCount() == 0;
  }

  /// Makes the moment come now.
  public void end() {
    over.countDown();
  }

  /// Makes the moment come when a stream ends, such as a pipe from a parent that dies.
  public void endWith(InputStream in) {
    Thread.ofPlatform()
        .daemon()
        .name("sotto-stdin")
        .start(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // A stream that broke has ended too.
              }
              end();
            });
  }

  /// Waits for the moment.
  public void await() throws InterruptedException {
    over.await();
  }

  /// Says that all is closed, so that a signal need not wait any longer.
  @Override
  public void close() {
    over.countDown();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, because of a signal: that is what the hook was for.
    }
  }

  private void interrupt() {
    over.countDown();
    try {
      if (!closed.await(CLOSING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        // What was acknowledged is durable; the process ends without a goodbye.
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
