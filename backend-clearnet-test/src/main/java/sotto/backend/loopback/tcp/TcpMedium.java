package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import sotto.backend.loopback.core.LoopbackAddresses;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.backend.loopback.tcp.Hello.Verdict;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Flows;
import sotto.spi.backend.Medium;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Station;
import sotto.spi.backend.StreamLink;

/// Carries links over TCP on 127.0.0.1.
final class TcpMedium implements Medium<LoopbackKey, LoopbackKey> {

  /// How long closing waits for the last bytes of closed links, twice: N3 allows 10 seconds.
  private static final Duration GRACE = Duration.ofMillis(1500);

  private final Station station;
  private final LoopbackAddresses keys;
  private final Registry registry;
  private final Settings settings;
  private final Crew crew;
  private final Flows flows;
  private final Caller caller;
  private final Claim claim;
  private final Warden warden;
  private volatile boolean closed;

  TcpMedium(
      Station station, LoopbackAddresses keys, Registry registry, Settings settings, Crew crew) {
    this.station = station;
    this.keys = keys;
    this.registry = registry;
    this.settings = settings;
    this.crew = crew;
    this.flows = new Flows(station, crew);
    this.caller = new Caller(registry, station.random());
    this.claim = new Claim(registry, caller, station.random());
    this.warden = new Warden(station, registry, settings.round());
    warden.start(crew);
  }

  @Override
  public Publication publish(MediumListener<LoopbackKey> listener)
      throws NetworkException, InterruptedException {
    var keeper = new Doorkeeper(station, registry, flows, listener);
    var door = door(keeper);
    var published = false;
    try {
      door.open();
      new Sweep(registry).makeRoom();
      var entry = claim.stake(listener.key(), door.port());
      keeper.listen();
      warden.add(listener, entry);
      listener.confirmed(1, 1);
      published = true;
      return () -> withdraw(listener, door, entry);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (!published) {
        door.close();
      }
    }
  }

  @Override
  public LoopbackKey identity(Isolation isolation) {
    return keys.newKey(station.random());
  }

  @Override
  public LoopbackKey identity(MediumListener<LoopbackKey> listener) {
    return listener.key();
  }

  @Override
  public StreamLink dial(LoopbackKey source, Address peer, Duration timeout, Runnable released)
      throws NetworkException, InterruptedException {
    var end = System.nanoTime() + Math.min(timeout.toNanos(), Duration.ofDays(1).toNanos());
    PeerUnreachable last =
        new PeerUnreachable(
            Reason.NOT_FOUND, "No process listens on this address. What to do: try later.");
    try {
      for (var entry : registry.of(peer)) {
        var left = Duration.ofNanos(end - System.nanoTime());
        try {
          return call(entry, source, peer, left, released);
        } catch (PeerUnreachable e) {
          last = e;
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
    if (!registry.isThere()) {
      throw down();
    }
    throw last;
  }

  @Override
  public void hint(Hint hint) {
    switch (hint) {
      case RESUMED, NETWORK_CHANGED -> warden.look();
      case SUSPENDING -> {
        // There is nothing to prepare.
      }
    }
  }

  @Override
  public <T> Optional<T> facet(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
    warden.close();
    flows.close(GRACE);
  }

  private Door door(Doorkeeper keeper) throws NetworkException {
    try {
      return new Door(settings.port(), crew, keeper::receive);
    } catch (BindException e) {
      throw new ConfigRejected(
          "port",
          "The port is taken, or may not be used. What to do: choose another, or remove 'port' to"
              + " use any that is free.",
          e);
    } catch (IOException e) {
      throw new LimitReached(
          "No socket can be had. What to do: close links, or allow this process more open files.",
          e);
    }
  }

  private StreamLink call(
      Entry entry, LoopbackKey source, Address peer, Duration left, Runnable released)
      throws NetworkException, InterruptedException {
    var socket = socket();
    var linked = false;
    try {
      if (!flows.calling(socket)) {
        throw closedNetwork();
      }
      var verdict = caller.call(socket, entry.port(), peer.id(), source, left);
      if (verdict != Verdict.ADMITTED) {
        throw new PeerUnreachable(
            Reason.REFUSED, "The peer has no room for another link. What to do: try later.");
      }
      var link = flows.link(socket, Optional.of(peer), released);
      linked = true;
      return link;
    } catch (NetworkException e) {
      throw e;
    } catch (IOException e) {
      throw failedCall(e);
    } finally {
      flows.called(socket);
      if (!linked) {
        flows.drop(socket);
      }
    }
  }

  private NetworkException failedCall(IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
    if (closed) {
      return closedNetwork();
    }
    return switch (e) {
      case SocketTimeoutException _ ->
          new DialTimeout("The peer did not answer in time. What to do: allow more, or retry.", e);
      case ConnectException _ ->
          new PeerUnreachable(Reason.AWAY, "The peer's process is gone. What to do: try later.", e);
      default ->
          new PeerUnreachable(
              Reason.AWAY, "The peer does not answer for its address. What to do: try later.", e);
    };
  }

  private static SocketChannel socket() throws LimitReached {
    try {
      return Loopback.socket();
    } catch (IOException e) {
      throw new LimitReached(
          "No socket can be had. What to do: close links, or allow this process more open files.",
          e);
    }
  }

  private void withdraw(MediumListener<LoopbackKey> listener, Door door, Entry entry) {
    warden.remove(listener);
    try {
      registry.remove(entry);
    } catch (IOException e) {
      // The entry is stale then, and whoever comes next will remove it.
    }
    door.close();
  }

  private NetworkException failure(IOException e) throws InterruptedException {
    if (e instanceof NetworkException known) {
      return known;
    }
    if (Thread.interrupted()) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
    return closed ? closedNetwork() : down();
  }

  private static NetworkDown down() {
    return new NetworkDown(
        Reason.NO_DAEMON,
        "The registry's directory cannot be used. What to do: make it writable and free space on"
            + " its disk, or set 'registry' to another.");
  }

  private static NetworkClosed closedNetwork() {
    return new NetworkClosed("This network is closed. What to do: open it again.");
  }
}
