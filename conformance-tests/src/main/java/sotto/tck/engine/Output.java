package sotto.tck.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects what the process prints and logs while a case runs: standard output, standard error,
/// and the JDK's loggers at every level.
///
/// Logging libraries that print to the console are covered by the two streams. Safe for use by any
/// number of threads.
final class Output implements AutoCloseable {

  /// More than this is not kept: a case that prints so much has other troubles.
  private static final int SIZE_MAX = 4 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Handler records = new Records();

  static Output capture() {
    var output = new Output();
    System.setOut(new PrintStream(output.tee(), true, UTF_8));
    System.setErr(new PrintStream(output.tee(), true, UTF_8));
    output.records.setLevel(Level.ALL);
    output.root.addHandler(output.records);
    return output;
  }

  synchronized String text() {
    return bytes.toString(UTF_8);
  }

  @Override
  public void close() {
    root.removeHandler(records);
    System.setOut(out);
    System.setErr(err);
  }

  private synchronized void add(byte[] more, int from, int length) {
    if (bytes.size() < SIZE_MAX) {
      bytes.write(more, from, length);
    }
  }

  private OutputStream tee() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        add(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] more, int from, int length) {
        add(more, from, length);
      }
    };
  }

  private final class Records extends Handler {

    @Override
    public void publish(LogRecord entry) {
      var line =
          "%s %s %s\n"
              .formatted(
                  entry.getMessage(), Arrays.toString(entry.getParameters()), entry.getThrown())
              .getBytes(UTF_8);
      add(line, 0, line.length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
