package sotto.tck.engine;

import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;

/// Two nodes and a link between them.
///
/// @param near the node that dialled
/// @param far the node that listens
/// @param listener the far node's listener
/// @param dialled the near end
/// @param accepted the far end
public record Pair(Network near, Network far, Listener listener, Link dialled, Link accepted) {}
