package sotto.spi.backend;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;

/// All connections of one network that carry a link, including those of closed links whose last
/// bytes are still on their way, and those that are being made.
public final class Flows {

  private final Station station;
  private final Crew crew;
  private final Set<ChannelFlow> flows = new HashSet<>();
  private final Set<SocketChannel> calls = new HashSet<>();
  private final Lingering lingering;
  private boolean closed;

  /// Makes an empty set.
  ///
  /// @param station the network's
  /// @param crew runs a thread for each
  public Flows(Station station, Crew crew) {
    this.station = station;
    this.crew = crew;
    this.lingering = new Lingering(crew);
  }

  /// Makes a link of a connection; bytes may pass at once.
  ///
  /// @param socket the connection, which is the link's from now on
  /// @param remote the peer, where the network vouches for it
  /// @param released called once when the link is closed
  /// @return the link
  public StreamLink link(SocketChannel socket, Optional<Address> remote, Runnable released) {
    var pipe = new Pipe(station.gates().get());
    var flow = flow(socket, pipe);
    flow.start();
    return station.links().link(remote, pipe, flow, released);
  }

  /// Makes a link of a caller's connection and lets it into the backlog, or refuses it.
  ///
  /// @param socket the connection, which is the link's from now on
  /// @param source the caller, where the network vouches for it
  /// @param listener where it arrived
  /// @param admission tells the caller, before anything else is sent
  /// @throws IOException if the caller cannot be told; the connection is closed then
  public void arrive(
      SocketChannel socket,
      Optional<Address> source,
      MediumListener<?> listener,
      Admission admission)
      throws IOException {
    var pipe = new Pipe(station.gates().get());
    var flow = flow(socket, pipe);
    var link = station.links().link(source, pipe, flow, () -> {});
    var admitted = false;
    try {
      admitted = flow.admit(() -> listener.arrive(link), admission);
    } finally {
      flow.start();
      if (!admitted) {
        link.close();
      }
    }
  }

  /// What a caller is told when he is let in or refused.
  @FunctionalInterface
  public interface Admission {

    /// Tells nothing.
    Admission SILENT = (_, _) -> {};

    /// Tells the caller.
    ///
    /// @param socket the connection, which stays open
    /// @param admitted whether he is let in
    /// @throws IOException if he cannot be told
    void tell(SocketChannel socket, boolean admitted) throws IOException;
  }

  /// Watches over a connection that is being made, so that closing the network ends it.
  ///
  /// @param socket a connection
  /// @return false if the network is closed
  public synchronized boolean calling(SocketChannel socket) {
    return !closed && calls.add(socket);
  }

  /// Says that a connection is made, or given up.
  ///
  /// @param socket what [#calling] was given
  public synchronized void called(SocketChannel socket) {
    calls.remove(socket);
  }

  /// Closes a connection that carries no link.
  ///
  /// @param socket the connection
  public void drop(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done about a connection that does not close.
    }
  }

  /// Returns how many connections carry a link, or did and are not gone.
  ///
  /// @return the number
  public synchronized int size() {
    return flows.size();
  }

  /// Ends what is being made, gives the rest some time to send its last bytes, and ends it too.
  ///
  /// @param grace how long to wait for them, and again for what was ended
  public void close(Duration grace) {
    ArrayList<SocketChannel> made;
    synchronized (this) {
      closed = true;
      made = new ArrayList<>(calls);
    }
    made.forEach(this::drop);
    lingering.close();
    if (!crew.join(grace)) {
      ArrayList<ChannelFlow> late;
      synchronized (this) {
        late = new ArrayList<>(flows);
      }
      late.forEach(ChannelFlow::cut);
      crew.join(grace);
    }
  }

  private ChannelFlow flow(SocketChannel socket, Pipe pipe) {
    var flow = new ChannelFlow(socket, pipe, crew, this::linger, this::forget);
    synchronized (this) {
      flows.add(flow);
    }
    return flow;
  }

  /// Lets a closed flow wait for its peer, unless it has gone in the meantime.
  private void linger(ChannelFlow flow) {
    lingering.add(flow);
    synchronized (this) {
      if (flows.contains(flow)) {
        return;
      }
    }
    lingering.remove(flow);
  }

  private void forget(ChannelFlow flow) {
    synchronized (this) {
      flows.remove(flow);
    }
    lingering.remove(flow);
  }
}
