package sotto.backend.tor.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Where a tor on this machine listens: a unix socket, or a port of the loopback interface. Nothing
/// else can be named, so nothing else can be dialled.
public sealed interface Endpoint {

  /// Reads the form of tor's own settings: `unix:/path`, `127.0.0.1:9051` or `[::1]:9051`.
  ///
  /// @param text the form; the path may be in double quotes
  /// @return the endpoint
  /// @throws IllegalArgumentException if it is none of these; the message does not repeat it
  static Endpoint parse(String text) {
    if (text.startsWith("unix:")) {
      var path = text.substring("unix:".length());
      if (path.length() > 1 && path.startsWith("\"") && path.endsWith("\"")) {
        path = path.substring(1, path.length() - 1);
      }
      try {
        return new Unix(Path.of(path));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("this cannot be a path");
      }
    }
    var match = Tcp.FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "it must be unix:/path, 127.0.0.1:port or [::1]:port, on this machine");
    }
    return new Tcp(match.group("six") != null, Integer.parseInt(match.group("port")));
  }

  /// Returns the address to connect to.
  ///
  /// @return a unix-domain address, or one of loopback
  SocketAddress address();

  /// Returns tor's own form, as `ADD_ONION` and a torrc want it.
  ///
  /// @return such as `unix:/run/tor/control` or `127.0.0.1:9051`; never for a log
  String form();

  /// Makes a channel that can connect to it and has not yet.
  ///
  /// @return a blocking channel
  /// @throws IOException if the system has none left
  SocketChannel channel() throws IOException;

  /// A unix socket.
  ///
  /// @param path where; absolute, and of at most [#PATH_BYTES_MAX] bytes
  record Unix(Path path) implements Endpoint {

    /// The longest path of a unix socket on Linux, in bytes: `sun_path` has 108, one is the end.
    public static final int PATH_BYTES_MAX = 107;

    private static final Pattern FORBIDDEN =
        Pattern.compile(".*[\\p{Cntrl}\"\\\\].*", Pattern.DOTALL);

    /// Checks the path.
    public Unix {
      if (!path.isAbsolute() || FORBIDDEN.matcher(path.toString()).matches()) {
        throw new IllegalArgumentException(
            "the path of a socket must be absolute, without quotes and control characters");
      }
      if (!fits(path)) {
        throw new IllegalArgumentException(
            "the path of a socket must have at most " + PATH_BYTES_MAX + " bytes");
      }
    }

    /// Tells whether a path is short enough for a socket.
    ///
    /// @param path the path
    /// @return whether it is
    public static boolean fits(Path path) {
      return path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
          <= PATH_BYTES_MAX;
    }

    @Override
    public SocketAddress address() {
      return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String form() {
      return "unix:" + (path.toString().contains(" ") ? "\"" + path + "\"" : path);
    }

    @Override
    public SocketChannel channel() throws IOException {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public String toString() {
      return "unix:[redacted]";
    }
  }

  /// A port of loopback.
  ///
  /// @param six whether it is `::1` instead of `127.0.0.1`
  /// @param port 1 to 65535
  record Tcp(boolean six, int port) implements Endpoint {

    private static final Pattern FORM =
        Pattern.compile("(127\\.0\\.0\\.1|(?<six>\\[::1\\])):(?<port>[1-9][0-9]{0,4})");

    /// Checks the port.
    public Tcp {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("a port must be between 1 and 65535");
      }
    }

    @Override
    public SocketAddress address() {
      var four = new byte[] {127, 0, 0, 1};
      var last = new byte[16];
      last[15] = 1;
      try {
        return new InetSocketAddress(InetAddress.getByAddress(six ? last : four), port);
      } catch (UnknownHostException e) {
        throw new AssertionError("an address of 4 or 16 bytes", e);
      }
    }

    @Override
    public String form() {
      return (six ? "[::1]:" : "127.0.0.1:") + port;
    }

    @Override
    public SocketChannel channel() throws IOException {
      return SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    }

    @Override
    public String toString() {
      return "loopback:[redacted]";
    }
  }
}
