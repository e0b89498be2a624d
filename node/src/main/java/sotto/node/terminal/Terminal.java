package sotto.node.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/// Where the program speaks: answers on one stream, remarks on another.
///
/// Text that a network or a peer chose is stripped of control characters before it is shown, so
/// that nobody far away can move our cursor. Safe for use by any number of threads.
public final class Terminal {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean live;
  private final boolean colour;
  private boolean unfinished;

  private Terminal(PrintStream out, PrintStream err, boolean live, boolean colour) {
    this.out = out;
    this.err = err;
    this.live = live;
    this.colour = colour;
  }

  /// Returns the streams of this process, with colour where `NO_COLOR` is unset or empty.
  public static Terminal ofProcess(Map<String, String> env) {
    // Java 25 gives no console where either stream is redirected.
    var terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    var live = terminal && !"dumb".equals(env.get("TERM"));
    var colour = live && env.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        new PrintStream(System.out, false, UTF_8),
        new PrintStream(System.err, true, UTF_8),
        live,
        colour);
  }

  /// Returns a terminal that is a pair of streams, with neither colour nor rewritten lines.
  public static Terminal of(PrintStream out, PrintStream err) {
    return new Terminal(out, err, false, false);
  }

  /// Tells whether a person watches, so that lines can be rewritten.
  public boolean live() {
    return live;
  }

  /// Writes one line of the answer.
  public synchronized void print(String line) {
    finishLine();
    out.println(line);
    out.flush();
  }

  /// Writes an answer as one line of JSON.
  public void print(JsonElement answer) {
    print(Json.line(answer));
  }

  /// Writes bytes as the answer, unchanged.
  public synchronized void print(byte[] bytes) {
    finishLine();
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /// Writes a remark.
  public synchronized void note(String line) {
    finishLine();
    err.println(line);
  }

  /// Writes a remark that the next one replaces, where a person watches; elsewhere a line of its
  /// own.
  public synchronized void progress(String line) {
    if (!live) {
      err.println(line);
      return;
    }
    err.print(ERASE_LINE + line);
    err.flush();
    unfinished = true;
  }

  /// Tells whether the answer could not be written, because nobody reads it any more.
  public boolean broken() {
    return out.checkError();
  }

  /// Returns a text in a tint, where there is colour.
  public String tint(Tint tint, String text) {
    return colour ? "\u001b[" + tint.code + "m" + text + "\u001b[0m" : text;
  }

  /// Returns a text without characters that a terminal would act on.
  public static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private void finishLine() {
    if (unfinished) {
      err.print(ERASE_LINE);
      err.flush();
      unfinished = false;
    }
  }

  /// A colour with a meaning.
  public enum Tint {
    /// As it should be.
    GOOD(32),
    /// Worth a look.
    WARN(33),
    /// Wrong.
    BAD(31),
    /// Less important.
    FAINT(2);

    private final int code;

    Tint(int code) {
      this.code = code;
    }
  }
}
