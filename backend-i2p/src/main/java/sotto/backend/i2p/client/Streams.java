package sotto.backend.i2p.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Gate;
import sotto.spi.backend.Pipe;
import sotto.spi.backend.RealGate;
import sotto.spi.backend.Station;
import sotto.spi.backend.StreamLink;

/// The streams of one session that carry a link, including those of closed links whose last bytes
/// are still on their way.
public final class Streams {

  /// How long a packet may take from here into the router.
  private static final Duration LAST_PACKET = Duration.ofMillis(200);

  private final Station station;
  private final Crew crew;
  private final Gate gate = new RealGate();
  private final Set<StreamFlow> flows = new HashSet<>();

  /// Makes an empty set.
  ///
  /// @param station the network's
  /// @param crew runs a thread for each
  public Streams(Station station, Crew crew) {
    this.station = station;
    this.crew = crew;
  }

  /// Makes a link of a stream; bytes may pass at once.
  ///
  /// @param stream the stream, which is the link's from now on
  /// @param remote the peer
  /// @param released called once when the link is closed
  /// @return the link
  public StreamLink link(Stream stream, Address remote, Runnable released) {
    var pipe = new Pipe(station.gates().get());
    var flow = new StreamFlow(stream, pipe, crew, this::look, this::forget);
    gate.enter();
    try {
      flows.add(flow);
    } finally {
      gate.leave();
    }
    flow.start();
    return station.links().link(Optional.of(remote), pipe, flow, released);
  }

  /// Tells whether no stream is left.
  ///
  /// @return whether there is none
  public boolean isEmpty() {
    gate.enter();
    try {
      return flows.isEmpty();
    } finally {
      gate.leave();
    }
  }

  /// Waits until no stream is left; for one whose peer has closed before, no longer than a last
  /// packet needs to leave.
  ///
  /// @param grace how long to wait at the most
  /// @throws InterruptedException if the thread is interrupted
  public void drain(Duration grace) throws InterruptedException {
    gate.enter();
    try {
      var deadline = gate.deadline(grace);
      while (!flows.stream().allMatch(StreamFlow::isIdle) && gate.await(deadline)) {
        // Something may still arrive.
      }
      deadline = gate.deadline(grace.compareTo(LAST_PACKET) < 0 ? grace : LAST_PACKET);
      while (!flows.isEmpty() && gate.await(deadline)) {
        // Our last packet tells the peer that its last one came.
      }
    } finally {
      gate.leave();
    }
  }

  /// Waits for nothing any more; the session was closed before.
  public void cut() {
    Set<StreamFlow> last;
    gate.enter();
    try {
      last = Set.copyOf(flows);
    } finally {
      gate.leave();
    }
    last.forEach(StreamFlow::cut);
  }

  private void look() {
    gate.enter();
    try {
      gate.changed();
    } finally {
      gate.leave();
    }
  }

  private void forget(StreamFlow flow) {
    gate.enter();
    try {
      flows.remove(flow);
      gate.changed();
    } finally {
      gate.leave();
    }
  }
}
