package sotto.backend.tor.core;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import sotto.backend.tor.control.Endpoint;
import sotto.spi.backend.Flows;

/// Tor's SOCKS port, and how to get a connection to it.
final class SocksPort {

  private final Endpoint endpoint;
  private final Flows flows;

  SocksPort(Endpoint endpoint, Flows flows) {
    this.endpoint = endpoint;
    this.flows = flows;
  }

  /// Connects. On one machine that happens at once, or the other end does not take connections.
  SocketChannel connect() throws IOException {
    var socket = endpoint.channel();
    var connected = false;
    try {
      if (!flows.calling(socket)) {
        throw new ConnectException("the network is closed");
      }
      socket.connect(endpoint.address());
      if (endpoint instanceof Endpoint.Tcp) {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      connected = true;
      return socket;
    } finally {
      flows.called(socket);
      if (!connected) {
        flows.drop(socket);
      }
    }
  }
}
