package sotto.backend.i2p.i2pd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sotto.testnet.i2p.I2pTestnet;

/// A program where i2pd is, which has nothing to do with I2P: it answers whoever connects with what
/// it was sent, and connects to ports when told to. i2pd's tunnels lead to such programs.
final class Inside implements AutoCloseable {

  private static final int PIECE = 4_096;

  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;
  private final int port;

  private Inside(Process process) throws IOException {
    this.process = process;
    orders = new PrintWriter(process.outputWriter(UTF_8), true);
    answers = process.inputReader(UTF_8);
    port = Integer.parseInt(answer());
  }

  /// Starts it in a network's namespace.
  static Inside start(I2pTestnet network) throws IOException {
    var command = new ArrayList<>(network.entrance());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Inside.class.getName()));
    return new Inside(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Returns the port at which it answers.
  int port() {
    return port;
  }

  /// Returns a port that was free a moment ago.
  int freePort() throws IOException {
    return Integer.parseInt(ask("free"));
  }

  /// Connects to a port, says a word, and returns what comes back; empty if the connection ends.
  String says(int to, String word) throws IOException {
    return ask("say " + to + " " + word);
  }

  private String ask(String order) throws IOException {
    orders.println(order);
    return answer();
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("the program in the network's namespace has ended");
    }
    return line;
  }

  /// Ends with its input.
  @Override
  public void close() {
    orders.close();
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws IOException {
    var here = InetAddress.ofLiteral("127.0.0.1");
    try (var server = new ServerSocket(0, 50, here);
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      Thread.ofVirtual().start(() -> serve(server));
      IO.println(server.getLocalPort());
      for (var order = orders.readLine(); order != null; order = orders.readLine()) {
        var words = order.split(" ", 3);
        IO.println(words[0].equals("free") ? free(here) : said(here, words[1], words[2]));
      }
    }
  }

  private static String free(InetAddress here) throws IOException {
    try (var socket = new ServerSocket(0, 1, here)) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static String said(InetAddress here, String port, String word) {
    var bytes = word.getBytes(UTF_8);
    try (var socket = new Socket(here, Integer.parseInt(port))) {
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readNBytes(bytes.length), UTF_8);
    } catch (IOException e) {
      // The tunnel is not there yet, or its peer is not.
      return "";
    }
  }

  private static void serve(ServerSocket server) {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      var piece = new byte[PIECE];
      var in = socket.getInputStream();
      for (var count = in.read(piece); count >= 0; count = in.read(piece)) {
        socket.getOutputStream().write(piece, 0, count);
      }
    } catch (SocketException e) {
      // Reset.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
