package sotto.backend.tor.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an onion service sends those who come to a virtual port.
///
/// @param port the virtual port
/// @param address a unix socket, or a port of this machine
record Target(int port, SocketAddress address) {

  private static final int PORT_MAX = 65535;
  private static final String UNIX = "unix:";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Pattern LOCAL = Pattern.compile("(?:127\\.0\\.0\\.1:)?([0-9]{1,5})");

  /// Reads `VIRTPORT[,TARGET]`; a target that is not on this machine is none for us.
  static Optional<Target> parse(String text) {
    var comma = text.indexOf(',');
    var virtual = port(comma < 0 ? text : text.substring(0, comma));
    if (virtual.isEmpty()) {
      return Optional.empty();
    }
    var target = comma < 0 ? text : text.substring(comma + 1);
    if (target.startsWith(UNIX)) {
      var path = UnixDomainSocketAddress.of(target.substring(UNIX.length()));
      return Optional.of(new Target(virtual.get(), path));
    }
    var local = LOCAL.matcher(target);
    return local.matches()
        ? port(local.group(1)).map(port -> new Target(virtual.get(), loopback(port)))
        : Optional.empty();
  }

  private static Optional<Integer> port(String text) {
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .filter(port -> port > 0 && port <= PORT_MAX);
  }

  private static SocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Connects as tor does: by a socket of the family of the address, whom the kernel's tables show.
  SocketChannel connect() throws IOException {
    var family =
        address instanceof UnixDomainSocketAddress
            ? StandardProtocolFamily.UNIX
            : StandardProtocolFamily.INET;
    var channel = SocketChannel.open(family);
    try {
      channel.connect(address);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
