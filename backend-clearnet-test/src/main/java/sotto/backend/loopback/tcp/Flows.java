package sotto.backend.loopback.tcp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.spi.Address;
import sotto.spi.backend.Crew;
import sotto.spi.backend.MediumListener;
import sotto.spi.backend.Pipe;
import sotto.spi.backend.Station;
import sotto.spi.backend.StreamLink;

/// All connections of one network that carry a link, including those of closed links whose last
/// bytes are still on their way, and those that are being made.
final class Flows {

  private final Station station;
  private final Crew crew;
  private final Set<TcpFlow> flows = new HashSet<>();
  private final Set<SocketChannel> calls = new HashSet<>();
  private final Lingering lingering;
  private boolean closed;

  Flows(Station station, Crew crew) {
    this.station = station;
    this.crew = crew;
    this.lingering = new Lingering(crew);
  }

  /// Makes a link of a connection to a peer who admitted us.
  StreamLink link(SocketChannel socket, Address peer, Runnable released) {
    var pipe = new Pipe(station.gates().get());
    var flow = flow(socket, pipe);
    flow.start();
    return station.links().link(Optional.of(peer), pipe, flow, released);
  }

  /// Makes a link of a caller's connection and lets it into the backlog, or refuses it.
  void arrive(SocketChannel socket, Optional<Address> source, MediumListener<LoopbackKey> listener)
      throws IOException {
    var pipe = new Pipe(station.gates().get());
    var flow = flow(socket, pipe);
    var link = station.links().link(source, pipe, flow, () -> {});
    var admitted = false;
    try {
      admitted = flow.admit(() -> listener.arrive(link));
    } finally {
      flow.start();
      if (!admitted) {
        link.close();
      }
    }
  }

  /// Watches over a connection that is being made, so that closing the network ends it.
  ///
  /// @return false if the network is closed
  synchronized boolean calling(SocketChannel socket) {
    return !closed && calls.add(socket);
  }

  synchronized void called(SocketChannel socket) {
    calls.remove(socket);
  }

  /// Closes a connection that carries no link.
  void drop(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done about a connection that does not close.
    }
  }

  synchronized int size() {
    return flows.size();
  }

  /// Ends what is being made, gives the rest some time to send its last bytes, and ends it too.
  void close(Duration grace) {
    ArrayList<SocketChannel> made;
    synchronized (this) {
      closed = true;
      made = new ArrayList<>(calls);
    }
    made.forEach(this::drop);
    lingering.close();
    if (!crew.join(grace)) {
      ArrayList<TcpFlow> late;
      synchronized (this) {
        late = new ArrayList<>(flows);
      }
      late.forEach(TcpFlow::cut);
      crew.join(grace);
    }
  }

  private TcpFlow flow(SocketChannel socket, Pipe pipe) {
    var flow = new TcpFlow(socket, pipe, crew, this::linger, this::forget);
    synchronized (this) {
      flows.add(flow);
    }
    return flow;
  }

  /// Lets a closed flow wait for its peer, unless it has gone in the meantime.
  private void linger(TcpFlow flow) {
    lingering.add(flow);
    synchronized (this) {
      if (flows.contains(flow)) {
        return;
      }
    }
    lingering.remove(flow);
  }

  private void forget(TcpFlow flow) {
    synchronized (this) {
      flows.remove(flow);
    }
    lingering.remove(flow);
  }
}
