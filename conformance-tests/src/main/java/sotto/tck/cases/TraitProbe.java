package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import sotto.spi.Isolation;
import sotto.spi.ListenerStatus.State;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.Trait;
import sotto.spi.facet.ClientAuthorization;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Streams;

/// Finds out whether a trait is kept, whatever is declared.
final class TraitProbe {

  private static final int PORT_ONE = 4001;
  private static final int PORT_TWO = 4002;

  private TraitProbe() {}

  /// Tells whether a trait is seen to be kept, or nothing where a single look cannot tell.
  static Optional<Boolean> kept(Bench bench, Trait trait) throws Exception {
    return switch (trait) {
      case SOURCE_VISIBLE -> Optional.of(bench.pair().accepted().remote().isPresent());
      case VIRTUAL_PORTS -> Optional.of(ports(bench));
      case PUBLISH_CONFIRMED -> Optional.of(published(bench));
      case MULTI_LISTENER -> Optional.of(listeners(bench));
      case SAME_KEY_MULTI_PORT -> Optional.of(samePort(bench));
      case CLIENT_AUTH -> Optional.of(bench.network().facet(ClientAuthorization.class).isPresent());
      case SELF_DIAL -> Optional.of(self(bench));
      case DIAL_CONFIRMED -> bench.has(trait) ? Optional.of(confirmed(bench)) : Optional.empty();
      case DIAL_FROM_LISTENER -> Optional.of(asListener(bench));
      case ADDRESS_PROOF -> Optional.of(proof(bench));
      case ABORT_SIGNAL -> Optional.of(abort(bench));
    };
  }

  private static boolean ports(Bench bench) throws Exception {
    var key = bench.key();
    try (var listener = bench.network().listen(key, PORT_ONE)) {
      return listener.address().equals(key.address().withPort(PORT_ONE));
    } catch (NetworkException.AddressRejected _) {
      // What a network without ports answers.
      return false;
    }
  }

  private static boolean published(Bench bench) throws Exception {
    var listener = bench.listen(bench.network());
    var end =
        System.nanoTime() + bench.patience().glance().plus(bench.traits().firstContact()).toNanos();
    var status = listener.status();
    while (status.state() != State.PUBLISHED && System.nanoTime() < end) {
      status = listener.awaitStatus(status.sequence(), Duration.ofNanos(end - System.nanoTime()));
    }
    return status.state() == State.PUBLISHED;
  }

  private static boolean listeners(Bench bench) throws Exception {
    var network = bench.network();
    try (var one = bench.listen(network);
        var two = bench.listen(network)) {
      return !one.address().equals(two.address());
    } catch (LimitReached _) {
      // What a network with one listener answers.
      return false;
    }
  }

  private static boolean samePort(Bench bench) throws Exception {
    var network = bench.network();
    var key = bench.key();
    if (!bench.has(Trait.VIRTUAL_PORTS)) {
      return false;
    }
    try (var one = network.listen(key, PORT_ONE);
        var two = network.listen(key, PORT_TWO)) {
      return !one.address().equals(two.address());
    } catch (KeyInUse | LimitReached _) {
      // What a network with one listener for each key answers.
      return false;
    }
  }

  private static boolean self(Bench bench) throws Exception {
    var network = bench.network();
    var listener = bench.listen(network);
    try (var link = bench.dial(network, listener.address())) {
      return link.isOpen();
    } catch (NetworkException _) {
      // However it says so, it cannot.
      return false;
    }
  }

  private static boolean confirmed(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.dial(near, listener.address());
    return listener.accept(Duration.ZERO).isPresent();
  }

  private static boolean asListener(Bench bench) throws Exception {
    var near = bench.network();
    var listener = bench.listen(bench.network());
    var own = bench.listen(near);
    try (var _ = bench.dial(near, listener.address(), Isolation.as(own));
        var accepted = bench.accept(listener)) {
      return !bench.has(Trait.SOURCE_VISIBLE)
          || accepted.remote().equals(Optional.of(own.address()));
    } catch (NetworkException _) {
      // However it says so, it cannot.
      return false;
    }
  }

  private static boolean proof(Bench bench) {
    var key = bench.key();
    var context = "a context of a probe of the suite".getBytes(UTF_8);
    try {
      return bench.addresses().verify(key.address(), context, key.prove(context));
    } catch (KeyRejected _) {
      // What a network without proofs answers.
      return false;
    }
  }

  private static boolean abort(Bench bench) throws Exception {
    var pair = bench.pair();
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
    pair.dialled().abort();
    try {
      Streams.readToEnd(pair.accepted());
      return false;
    } catch (LinkLost _) {
      return true;
    } catch (IOException _) {
      // Neither a close nor the signal.
      return false;
    }
  }
}
