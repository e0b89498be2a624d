package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.backend.loopback.tcp.Hello.Kind;
import sotto.backend.loopback.tcp.Hello.Verdict;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.backend.Flows;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Station;

/// The listening side of the exchange that precedes every link. Whoever does not know it, or asks
/// for another address, hears nothing and is let go (V10).
final class Doorkeeper {

  /// How long a whole exchange may take: an honest one takes milliseconds.
  static final Duration EXCHANGE_MAX = Duration.ofSeconds(5);

  private final Station station;
  private final Registry registry;
  private final Flows flows;
  private final MediumListener<LoopbackKey> listener;
  private volatile boolean listening;

  Doorkeeper(
      Station station, Registry registry, Flows flows, MediumListener<LoopbackKey> listener) {
    this.station = station;
    this.registry = registry;
    this.flows = flows;
    this.listener = listener;
  }

  /// Says that no other process has the key: links are admitted from now on.
  void listen() {
    listening = true;
  }

  /// Carries out one exchange, after which the connection is a link's or closed.
  void receive(SocketChannel socket) {
    var kept = false;
    try {
      var exchange = new Exchange(Loopback.prepare(socket), EXCHANGE_MAX);
      var hello = Hello.decode(exchange.read(Hello.SIZE));
      if (hello.isPresent() && Arrays.equals(hello.get().target(), listener.key().id())) {
        kept = answer(socket, exchange, hello.get());
      }
    } catch (IOException e) {
      // A stranger who gave up, took too long, or talked nonsense; there is nobody to tell.
    } finally {
      if (!kept) {
        flows.drop(socket);
      }
    }
  }

  private boolean answer(SocketChannel socket, Exchange exchange, Hello hello) throws IOException {
    var secret = registry.secret();
    var answer = hello.answer(listener.key(), secret, station.random().bytes(Hello.NONCE_SIZE));
    exchange.write(answer);
    if (hello.kind() == Kind.ASK) {
      exchange.write((listening ? Verdict.LISTENING : Verdict.CLAIMING).encode());
      return false;
    }
    var source = source(hello);
    var proof = exchange.read(LoopbackKey.SIGNATURE_SIZE);
    if (source.isEmpty() || !hello.proved(secret, answer, proof)) {
      return false;
    }
    if (!listening) {
      exchange.write(Verdict.REFUSED.encode());
      return false;
    }
    flows.arrive(socket, source, listener, Doorkeeper::tell);
    return true;
  }

  private Optional<Address> source(Hello hello) {
    try {
      return Optional.of(station.addresses().check(Address.of(station.scheme(), hello.source())));
    } catch (AddressRejected e) {
      return Optional.empty();
    }
  }

  private static void tell(SocketChannel caller, boolean admitted) throws IOException {
    var verdict = admitted ? Verdict.ADMITTED : Verdict.REFUSED;
    caller.write(ByteBuffer.wrap(verdict.encode()));
  }
}
