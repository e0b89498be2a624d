package sotto.backend.tor.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import net.freehaven.tor.control.TorControlConnection;
import org.jspecify.annotations.Nullable;

/// jtorctl's connection, made to end: every command has a deadline, replies have sizes, and what
/// goes wrong is an exception in the thread that it concerns.
///
/// jtorctl composes its commands, sends them through [#sendAndWaitForResponse] and knows where a
/// reply ends; that method, its thread and its reader are replaced here. One thread sends, one
/// other runs [#listen].
final class Conversation extends TorControlConnection {

  /// The longest command, in bytes: an onion with hundreds of admitted callers.
  static final int COMMAND_MAX = 64 * 1024;

  /// A reply in jtorctl's form, which only jtorctl can read, and in ours.
  private record Answer(List<ReplyLine> theirs, Reply ours) {}

  private final CappedLines lines;
  private final OutputStreamWriter out;
  private final Duration patience;
  private final Object turn = new Object();
  private @Nullable Answer answer;
  private @Nullable IOException broken;
  private boolean awaiting;

  /// Makes a conversation over a channel that is connected by the time of the first command.
  static Conversation over(SocketChannel channel, Duration patience) {
    return new Conversation(
        new CappedLines(channel),
        new OutputStreamWriter(Channels.newOutputStream(channel), ISO_8859_1),
        patience);
  }

  private Conversation(CappedLines lines, OutputStreamWriter out, Duration patience) {
    super(lines, out);
    this.lines = lines;
    this.out = out;
    this.patience = patience;
  }

  /// Sends a command that jtorctl does not have, or whose reply it does not give.
  ///
  /// @param command without its end
  /// @return a reply that says yes
  /// @throws Refused if it says no
  /// @throws IOException if the session is over
  Reply ask(String command) throws IOException {
    return exchange(command + "\r\n").ours();
  }

  /// Whom events are told.
  interface Audience {

    /// Hears an event.
    ///
    /// @throws IOException if it cannot take any more, which ends the session
    void hear(Reply event) throws IOException;
  }

  /// Reads until the connection ends.
  ///
  /// @param events is given each event
  /// @return why it ended; a command that waits fails for the same reason, unless its reply came
  IOException listen(Audience events) {
    try {
      while (true) {
        next(events);
      }
    } catch (IOException e) {
      synchronized (turn) {
        broken = e;
        turn.notifyAll();
      }
      return e;
    }
  }

  /// Replaces jtorctl's way of sending, which waits for ever and loses the code of a refusal.
  @Override
  protected synchronized List<ReplyLine> sendAndWaitForResponse(
      String command, @Nullable String rest) throws IOException {
    if (rest != null) {
      throw new IllegalArgumentException("no command here has a data block");
    }
    return exchange(command).theirs();
  }

  /// There is a thread already, of the factory that we were given.
  @Override
  protected synchronized void checkThread() {}

  private Answer exchange(String command) throws IOException {
    var end = command.length() - 2;
    if (command.length() > COMMAND_MAX
        || !command.endsWith("\r\n")
        || command.substring(0, end).chars().anyMatch(c -> c < ' ' || c == 0x7f || c > 0xff)) {
      // Whoever composed it let something through that would have become another command.
      throw new IllegalArgumentException("not one line of a command");
    }
    try {
      synchronized (turn) {
        awaiting = true;
      }
      out.write(command);
      out.flush();
      var reply = reply();
      reply.ours().check();
      return reply;
    } catch (InterruptedException e) {
      throw (IOException) new IOException("the session's thread was interrupted").initCause(e);
    }
  }

  private Answer reply() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    synchronized (turn) {
      while (answer == null && broken == null) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new Silent();
        }
        turn.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      var reply = answer;
      answer = null;
      awaiting = false;
      if (reply == null) {
        throw broken == null ? new Silent() : broken;
      }
      return reply;
    }
  }

  private void next(Audience events) throws IOException {
    lines.take();
    var theirs = readReply();
    if (theirs.isEmpty()) {
      throw new EOFException("the connection ended");
    }
    var ours = Reply.of(lines.take());
    if (ours.isEvent()) {
      events.hear(ours);
      return;
    }
    synchronized (turn) {
      if (!awaiting || answer != null) {
        throw new Malformed("a reply answers no command");
      }
      answer = new Answer(theirs, ours);
      turn.notifyAll();
    }
  }

  /// No reply came within the deadline.
  static final class Silent extends IOException {

    private static final long serialVersionUID = 1;
  }
}
