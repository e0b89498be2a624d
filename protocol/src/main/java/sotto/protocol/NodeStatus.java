package sotto.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a node is, at one moment.
///
/// @param sequence grows when anything but a count or the uptime changes, from 0
/// @param phase what can be done with the node; the only part to decide by
/// @param detail one line for people, without addresses, keys or paths; perhaps empty
/// @param uptime since the node started
/// @param networks one for each configured network, in the order of the configuration
/// @param sessions how many peers there are sessions with
/// @param store how the store is
/// @param traffic what went over all sessions since the start
/// @param rejections how often something from outside was refused, by reason; every reason is there
public record NodeStatus(
    long sequence,
    Phase phase,
    String detail,
    Duration uptime,
    List<NetworkView> networks,
    int sessions,
    StoreView store,
    Traffic traffic,
    Map<Rejection, Long> rejections) {

  /// Copies the collections.
  public NodeStatus {
    networks = List.copyOf(networks);
    rejections = Map.copyOf(rejections);
  }

  /// Returns how a network is.
  ///
  /// @param scheme which network
  /// @return its view, or nothing if the node does not run on it
  public Optional<NetworkView> network(String scheme) {
    return networks.stream().filter(view -> view.scheme().equals(scheme)).findFirst();
  }

  /// What can be done with a node.
  public enum Phase {
    /// It runs. Whether its networks do is theirs to say.
    RUNNING,
    /// It found itself broken and stopped; the detail says why.
    FAILED,
    /// It was closed, for good.
    CLOSED
  }

  /// What went over sessions.
  ///
  /// @param messagesIn messages received
  /// @param messagesOut messages sent
  /// @param bytesIn bytes of messages received, before padding and sealing
  /// @param bytesOut bytes of messages sent, before padding and sealing
  /// @param duplicates items received that we had already
  public record Traffic(
      long messagesIn, long messagesOut, long bytesIn, long bytesOut, long duplicates) {}
}
