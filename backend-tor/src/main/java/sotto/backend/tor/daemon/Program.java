package sotto.backend.tor.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A program that we started, and that ends when it is closed.
final class Program implements AutoCloseable {

  /// How long a program may take to end when asked to. A client's tor takes milliseconds; what
  /// takes longer hangs.
  static final Duration GRACE = Duration.ofSeconds(3);

  /// How long the system may take to end one that is killed.
  private static final Duration KILL = Duration.ofSeconds(2);

  /// What it inherits of our environment: where programs are, and where a pluggable transport finds
  /// its own files.
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR");

  private final Process process;
  private final Output output;

  private Program(Process process, Output output) {
    this.process = process;
    this.output = output;
  }

  /// Starts a program.
  ///
  /// @param command the program and its arguments
  /// @param libraries where its libraries are, if they came with it
  /// @throws IOException if the system cannot run it
  static Program start(List<String> command, List<Path> libraries, ThreadFactory threads)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    for (var directory : libraries) {
      builder.environment().put("LD_LIBRARY_PATH", directory.toString());
    }
    var process = builder.start();
    var started = false;
    try {
      process.getOutputStream().close();
      var program = new Program(process, Output.of(process.getInputStream(), threads));
      started = true;
      return program;
    } finally {
      if (!started) {
        process.destroyForcibly();
      }
    }
  }

  /// Returns what it prints.
  Output output() {
    return output;
  }

  /// Returns the number of its process.
  long pid() {
    return process.pid();
  }

  /// Tells whether it runs.
  boolean alive() {
    return process.isAlive();
  }

  /// Asks it to end, and ends it with all that it started if it does not. Keeps an interrupt for
  /// the caller.
  @Override
  public void close() {
    var below = process.descendants().toList();
    process.destroy();
    if (!exits(GRACE)) {
      process.destroyForcibly();
      exits(KILL);
    }
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private boolean exits(Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    var interrupted = false;
    var exited = false;
    for (var left = patience.toNanos(); !exited && left > 0; left = deadline - System.nanoTime()) {
      try {
        exited = process.waitFor(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return exited;
  }
}
