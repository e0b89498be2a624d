package sotto.backend.tor.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/// A tor that says what the test wants, to one caller.
final class ScriptedTor implements AutoCloseable {

  /// What it does with its caller.
  interface Script {
    void run(Caller caller) throws Exception;
  }

  /// The caller, as the script sees it.
  static final class Caller {

    private final SocketChannel channel;
    private final BufferedReader lines;

    private Caller(SocketChannel channel) {
      this.channel = channel;
      this.lines =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), ISO_8859_1));
    }

    /// Reads a command, or null if the caller hung up.
    String command() throws IOException {
      return lines.readLine();
    }

    void say(String text) throws IOException {
      var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    void say(byte[] bytes) throws IOException {
      say(new String(bytes, ISO_8859_1));
    }

    /// Lets the caller in without a question.
    void welcome() throws IOException {
      command();
      say(
          """
          250-PROTOCOLINFO 1\r
          250-AUTH METHODS=NULL\r
          250-VERSION Tor="0.4.9.11"\r
          250 OK\r
          """);
      command();
      say("250 OK\r\n");
    }

    /// Waits until the caller hangs up.
    void await() throws IOException {
      while (command() != null) {
        // Whatever it still says.
      }
    }
  }

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Thread thread;

  private ScriptedTor(ServerSocketChannel server, Endpoint endpoint, Thread thread) {
    this.server = server;
    this.endpoint = endpoint;
    this.thread = thread;
  }

  static ScriptedTor in(Path directory, Script script) throws IOException {
    var socket = directory.resolve("scripted");
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var channel = server.accept()) {
                    script.run(new Caller(channel));
                  } catch (Exception e) {
                    // The caller hung up, or the test is over.
                  }
                });
    return new ScriptedTor(server, new Endpoint.Unix(socket), thread);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // The caller has hung up by now, which ends the script.
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
