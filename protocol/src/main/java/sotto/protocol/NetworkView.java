package sotto.protocol;

import sotto.spi.ListenerStatus;
import sotto.spi.NetworkStatus;

/// How one of a node's networks is, at one moment.
///
/// @param scheme which network, such as `tor`
/// @param network how it is; `DOWN` with the reason while it cannot be opened
/// @param listener how far the world can reach the node there; `PUBLISHING` before the listener is
///   there, and `CLOSED` on a network that the node does not listen on
/// @param sessions how many sessions go over it
public record NetworkView(
    String scheme, NetworkStatus network, ListenerStatus listener, int sessions) {}
