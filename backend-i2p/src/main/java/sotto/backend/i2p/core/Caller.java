package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.Streams;
import sotto.spi.NetworkException;

/// Whom a dial shows: one destination of ours, which peers see and prove (I1).
public interface Caller {

  /// Returns the destination to begin with.
  ///
  /// @return this, unless there are several to choose from
  default Caller current() {
    return this;
  }

  /// Returns another destination of the same identity, for which the router looks a peer up anew. A
  /// router keeps for each of our destinations what it once found, until that expires after ten
  /// minutes, also when the peer has moved.
  ///
  /// @return another destination, or nothing if there is none
  default Optional<Caller> fresher() {
    return Optional.empty();
  }

  /// Returns the destination's session; begins one if there is none and the destination is not kept
  /// up anyway.
  ///
  /// @param timeout how long to wait for its tunnels
  /// @return an open session
  /// @throws NetworkException if there is none now
  /// @throws InterruptedException if the thread is interrupted
  Session session(Duration timeout) throws NetworkException, InterruptedException;

  /// Returns its streams.
  ///
  /// @return the set
  Streams streams();

  /// Says that a dial begins.
  void begin();

  /// Says that a dial failed, or that its link was closed.
  void end();
}
