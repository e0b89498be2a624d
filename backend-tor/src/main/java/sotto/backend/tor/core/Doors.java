package sotto.backend.tor.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.onion.OnionKey;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Directories;
import sotto.spi.backend.Flows;
import sotto.spi.backend.Flows.Admission;
import sotto.spi.backend.MediumListener;

/// Makes the local sockets at which tor hands over streams (V10).
///
/// A socket of the UNIX domain lies in a directory that only we can enter, and is what is used
/// where tor runs as the same user. Otherwise it is a port of 127.0.0.1, whose callers are checked
/// against the process that tor is.
final class Doors {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Path directory;
  private final Crew crew;
  private final Flows flows;
  private final AtomicLong numbers = new AtomicLong();

  /// @param directory where sockets may be made
  Doors(Path directory, Crew crew, Flows flows) {
    this.directory = directory;
    this.crew = crew;
    this.flows = flows;
  }

  /// Opens a door for a listener.
  ///
  /// @param guard tells tor's connections from others on a port; nothing for a UNIX-domain socket
  Door open(MediumListener<OnionKey> listener, Optional<Guard> guard)
      throws LimitReached, ConfigRejected {
    try {
      var door = guard.isPresent() ? port(listener, guard.get()) : unix(listener);
      door.open(crew);
      return door;
    } catch (IOException e) {
      throw new LimitReached(
          "No local socket can be had for the listener. What to do: close links, allow this process"
              + " more open files, or make the data directory writable.");
    }
  }

  private Door unix(MediumListener<OnionKey> listener) throws IOException, ConfigRejected {
    var path =
        directory.resolve("door-" + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX));
    if (!Endpoint.Unix.fits(path)) {
      throw new ConfigRejected(
          "directory",
          "The data directory's path is too long for a socket in it. What to do: choose a shorter"
              + " one, or set 'listen' to tcp.");
    }
    Files.deleteIfExists(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return opened(
        server,
        () -> {
          server.bind(UnixDomainSocketAddress.of(path), Door.KERNEL_BACKLOG_MAX);
          Files.setPosixFilePermissions(path, Directories.FILE_MODE);
        },
        () ->
            new Door(
                server,
                new Endpoint.Unix(path),
                stream -> arrive(stream, listener),
                () -> forget(path)));
  }

  private Door port(MediumListener<OnionKey> listener, Guard guard) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.INET);
    return opened(
        server,
        () ->
            server.bind(
                new InetSocketAddress(java.net.InetAddress.getByAddress(LOOPBACK), 0),
                Door.KERNEL_BACKLOG_MAX),
        () -> {
          var port = ((InetSocketAddress) server.getLocalAddress()).getPort();
          return new Door(
              server,
              new Endpoint.Tcp(false, port),
              stream -> checked(stream, listener, guard),
              () -> {});
        });
  }

  private void checked(SocketChannel stream, MediumListener<OnionKey> listener, Guard guard)
      throws IOException {
    if (guard.admits(stream)) {
      arrive(stream, listener);
    } else {
      stream.close();
    }
  }

  private void arrive(SocketChannel stream, MediumListener<OnionKey> listener) throws IOException {
    flows.arrive(stream, Optional.empty(), listener, Admission.SILENT);
  }

  private static void forget(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // The directory is gone, and the socket with it.
    }
  }

  private static Door opened(ServerSocketChannel server, Step bind, Making making)
      throws IOException {
    var done = false;
    try {
      bind.run();
      var door = making.make();
      done = true;
      return door;
    } finally {
      if (!done) {
        server.close();
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private interface Making {
    Door make() throws IOException;
  }
}
