package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.backend.loopback.tcp.Hello.Verdict;
import sotto.spi.backend.SharedRandom;

/// The calling side of the exchange that precedes every link.
final class Caller {

  /// How long another process has to answer whether it listens.
  static final Duration ASK_MAX = Duration.ofSeconds(2);

  private final Registry registry;
  private final SharedRandom random;

  Caller(Registry registry, SharedRandom random) {
    this.registry = registry;
    this.random = random;
  }

  /// Connects, and makes sure of who answers while proving who calls.
  ///
  /// @param socket not connected yet; the caller closes it if this throws
  /// @return `ADMITTED` or `REFUSED`
  /// @throws IOException if nobody is there, or somebody else
  Verdict call(SocketChannel socket, int port, byte[] target, LoopbackKey source, Duration patience)
      throws IOException {
    var exchange = new Exchange(socket, patience);
    Loopback.connect(socket, port, exchange.left());
    var hello = Hello.link(target, source.id(), random.bytes(Hello.NONCE_SIZE));
    var answer = answer(exchange, hello);
    exchange.write(hello.proof(source, registry.secret(), answer));
    return verdict(exchange);
  }

  /// Asks whether somebody listens on a key.
  ///
  /// @return `LISTENING` or `CLAIMING`
  /// @throws IOException if nobody does; a timeout means that nobody knows
  Verdict ask(int port, byte[] target) throws IOException {
    try (var socket = Loopback.socket()) {
      var exchange = new Exchange(socket, ASK_MAX);
      Loopback.connect(socket, port, exchange.left());
      answer(exchange, Hello.ask(target, random.bytes(Hello.NONCE_SIZE)));
      return verdict(exchange);
    }
  }

  private byte[] answer(Exchange exchange, Hello hello) throws IOException {
    exchange.write(hello.encode());
    var answer = exchange.read(Hello.ANSWER_SIZE);
    if (!hello.answered(registry.secret(), answer)) {
      throw new IOException("somebody else has the port");
    }
    return answer;
  }

  private static Verdict verdict(Exchange exchange) throws IOException {
    return Verdict.decode(exchange.read(1)[0])
        .orElseThrow(() -> new IOException("there is no such verdict"));
  }
}
