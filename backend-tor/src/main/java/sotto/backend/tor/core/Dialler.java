package sotto.backend.tor.core;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.onion.OnionAddresses;
import sotto.backend.tor.onion.OnionName;
import sotto.backend.tor.socks.Credentials;
import sotto.backend.tor.socks.Socks5;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Flows;

/// Opens links through tor's SOCKS port.
///
/// What hangs for long in Tor hangs for good, most of the time: an introduction to a service that
/// has moved on, or a circuit that died without a word. A dial that has time therefore makes two
/// attempts, the second with the newest descriptor and over other circuits.
final class Dialler {

  private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

  /// A dial with less time has one attempt: half of it would be too little for a slow service.
  private static final Duration TWO_ATTEMPTS_MIN = Duration.ofSeconds(20);

  /// What share of a dial's time a new descriptor may take.
  private static final int LOOKUP_SHARE = 8;

  private final Keeper keeper;
  private final Flows flows;
  private final Lookups lookups;
  private final Identities identities;

  Dialler(Keeper keeper, Flows flows, Lookups lookups, Identities identities) {
    this.keeper = keeper;
    this.flows = flows;
    this.lookups = lookups;
    this.identities = identities;
  }

  /// Opens a link; see [sotto.spi.backend.Medium#dial].
  Link dial(Credentials caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    if (timeout.compareTo(TWO_ATTEMPTS_MIN) < 0) {
      return attempt(caller, peer, timeout, released);
    }
    var start = System.nanoTime();
    try {
      return attempt(caller, peer, timeout.dividedBy(2), released);
    } catch (DialTimeout e) {
      LOG.debug("A dial has had no answer in half of its time, and is tried anew.");
      lookups.probe(peer, timeout.dividedBy(LOOKUP_SHARE));
      var left = timeout.minusNanos(System.nanoTime() - start);
      return attempt(identities.of(Isolation.fresh()), peer, left, released);
    }
  }

  private Link attempt(Credentials caller, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    keeper.requireUsable();
    LOG.debug("{} is dialled.", peer);
    var lease = new Lease(released);
    var link = flows.link(socket(), Optional.of(peer), lease::end);
    var connected = false;
    try {
      Socks5.connect(link, caller, OnionName.host(peer), OnionAddresses.port(peer), timeout);
      connected = true;
      lease.begin();
      return link;
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (!connected) {
        link.abort();
      }
    }
  }

  private SocketChannel socket() throws NetworkException, InterruptedException {
    try {
      var socks = keeper.ways().flatMap(Ways::socks);
      return new SocksPort(
              socks.orElseThrow(() -> new ConnectException("tor takes no SOCKS")), flows)
          .connect();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      keeper.suspect();
      keeper.session();
      throw new NetworkDown(
          Reason.NO_DAEMON,
          "Tor takes no connections at its SOCKS port. What to do: check that it runs and that the"
              + " setting 'socks' is right.");
    }
  }

  private NetworkException failure(IOException e) throws InterruptedException {
    return switch (e) {
      case LinkLost _ -> lost();
      case NetworkDown down -> {
        if (down.reason() == Reason.NO_DAEMON || down.reason() == Reason.DAEMON_PROTOCOL) {
          keeper.suspect();
        }
        yield down;
      }
      case NetworkException known -> known;
      case ClosedByInterruptException interrupt -> throw interrupted(interrupt);
      default ->
          new NetworkClosed("The network was closed meanwhile. What to do: open it again.", e);
    };
  }

  private NetworkException lost() {
    keeper.suspect();
    return new NetworkDown(
        Reason.NO_DAEMON, "Tor hung up while it was asked to connect. What to do: try again.");
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    Thread.interrupted();
    return (InterruptedException) new InterruptedException().initCause(cause);
  }

  /// What a link releases when it is closed, unless it never came to be.
  private static final class Lease {

    private final Runnable released;
    private boolean begun;
    private boolean ended;

    Lease(Runnable released) {
      this.released = released;
    }

    void begin() {
      boolean now;
      synchronized (this) {
        begun = true;
        now = ended;
      }
      if (now) {
        released.run();
      }
    }

    void end() {
      boolean now;
      synchronized (this) {
        ended = true;
        now = begun;
      }
      if (now) {
        released.run();
      }
    }
  }
}
