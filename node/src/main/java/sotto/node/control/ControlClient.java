package sotto.node.control;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// A connection to the node that runs on a data directory.
///
/// Confined to one thread, except that any thread may close it, which ends a wait.
public final class ControlClient implements AutoCloseable {

  private final SocketChannel channel;
  private final Lines lines;
  private final Token token;

  private ControlClient(SocketChannel channel, Token token) {
    this.channel = channel;
    this.lines = new Lines(channel);
    this.token = token;
  }

  /// Connects to the node, if one runs.
  public static ControlClient open(DataDirectory directory) throws Failure {
    var channel = connect(directory);
    try {
      return new ControlClient(channel, Token.read(directory.token()));
    } catch (NoSuchFileException e) {
      close(channel);
      throw notAuthorised("has no token", e);
    } catch (IOException e) {
      close(channel);
      throw notAuthorised("has a token that we may not read", e);
    }
  }

  /// Asks for something that has one answer.
  public JsonObject ask(Ask ask) throws Failure {
    return ask(ask, part -> {});
  }

  /// Asks for something that comes in parts, and returns what comes at the end.
  public JsonObject ask(Ask ask, Consumer<JsonObject> parts) throws Failure {
    try {
      var json = ask.json();
      json.addProperty("token", token.text());
      lines.write(json);
      while (true) {
        var line = lines.read();
        if (line.isEmpty()) {
          throw new Failure(
              Exit.NOT_RUNNING,
              "The node hung up: it is stopping, or it was killed. What to do: sotto status.");
        }
        if (line.get().has("answer")) {
          return line.get().getAsJsonObject("answer");
        }
        if (!line.get().has("part")) {
          throw Answers.failure(line.get());
        }
        parts.accept(line.get().getAsJsonObject("part"));
      }
    } catch (IOException e) {
      throw new Failure(
          Exit.NOT_RUNNING, "The node went away. What to do: start it again with sotto run.", e);
    } catch (Malformed | ClassCastException e) {
      throw new Failure(
          Exit.FAILED,
          "The node answers in a way that this program does not understand. What to do: use the"
              + " same version of Sotto for both.",
          e);
    }
  }

  /// Hangs up. Idempotent.
  @Override
  public void close() {
    close(channel);
  }

  private static SocketChannel connect(DataDirectory directory) throws Failure {
    try {
      var path = SocketPlace.find(directory);
      if (Files.exists(path) && !Files.isReadable(path)) {
        throw notAuthorised("belongs to somebody else", null);
      }
      if (!SocketPlace.fits(path)) {
        throw notRunning(null);
      }
      return SocketChannel.open(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw notRunning(e);
    }
  }

  private static Failure notRunning(@Nullable Throwable cause) {
    return new Failure(
        Exit.NOT_RUNNING,
        "No node runs on this data directory. What to do: start one with sotto run, or name the"
            + " data directory of one that runs with --data-dir.",
        cause);
  }

  private static Failure notAuthorised(String why, @Nullable Throwable cause) {
    return new Failure(
        Exit.NOT_AUTHORISED,
        "The node cannot be asked: its data directory "
            + why
            + ". What to do: run the command as the user who runs the node.",
        cause);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: every answer that was waited for has been read.
    }
  }
}
