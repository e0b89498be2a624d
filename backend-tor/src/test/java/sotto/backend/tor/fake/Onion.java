package sotto.backend.tor.fake;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// An onion service of a test's own: a controller who asked for it, and the socket that it leads
/// to.
///
/// Confined to one thread.
final class Onion implements AutoCloseable {

  static final int PORT = 4242;

  private final RawControl control;
  private final ServerSocketChannel server;
  private final Path socket;
  private final String id;

  private Onion(RawControl control, ServerSocketChannel server, Path socket, String id) {
    this.control = control;
    this.server = server;
    this.socket = socket;
    this.id = id;
  }

  /// Asks a tor for a new onion service.
  static Onion at(FakeTor tor) throws IOException {
    return at(tor, "NEW:BEST Flags=DiscardPK");
  }

  /// Asks a tor for an onion service, with everything but the port said.
  static Onion at(FakeTor tor, String arguments) throws IOException {
    var socket = tor.control().resolveSibling("target-" + System.nanoTime());
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var control = RawControl.in(tor);
    control.ask("SETEVENTS HS_DESC");
    var reply = control.ask("ADD_ONION " + arguments + " Port=" + PORT + ",unix:" + socket);
    var id = reply.lines().findFirst().orElse("").replace("250-ServiceID=", "");
    return new Onion(control, server, socket, id);
  }

  String id() {
    return id;
  }

  String host() {
    return id + ".onion";
  }

  RawControl control() {
    return control;
  }

  SocketChannel accept() throws IOException {
    return server.accept();
  }

  /// Takes away what the service leads to.
  void closeTarget() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }

  @Override
  public void close() throws IOException {
    closeTarget();
    control.close();
  }
}
