package sotto.spi.facet;

import java.util.List;
import sotto.spi.NetworkException;

/// Random values on which a whole network agrees, a new one from time to time, and which nobody
/// could know before: such as Tor's shared random value, of which there is one each day.
///
/// - **F4** All nodes that see the same period see the same value. Near its ends two nodes may
///   differ by one period, so whoever checks something against the beacon accepts the value before
///   as well.
public interface Beacon {

  /// How long a value is, in bytes.
  int VALUE_SIZE = 32;

  /// Returns the newest values.
  ///
  /// @return at most two, the current one first, each a copy of [#VALUE_SIZE] bytes; empty if the
  ///   network has not agreed on any yet
  /// @throws NetworkException if the network cannot say now
  /// @throws InterruptedException if the thread is interrupted
  List<byte[]> values() throws NetworkException, InterruptedException;
}
