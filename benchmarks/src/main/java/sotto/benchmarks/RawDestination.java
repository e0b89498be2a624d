package sotto.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.i2p.I2PAppContext;
import net.i2p.I2PException;
import net.i2p.client.I2PSession;
import net.i2p.client.impl.I2PClientImpl;
import net.i2p.client.streaming.I2PSocket;
import net.i2p.client.streaming.I2PSocketManager;
import net.i2p.client.streaming.impl.I2PSocketManagerFull;
import net.i2p.crypto.SigType;
import net.i2p.data.Hash;
import sotto.testnet.i2p.I2pRouter;

/// A destination at a router and its streams, with nothing between I2P's streaming library and the
/// caller: what the backend is compared with.
final class RawDestination implements Closeable {

  private static final long LOOKUP_MILLIS = 10_000;

  private final I2PSession session;
  private final I2PSocketManager sockets;
  private final BlockingQueue<RawStream> arrived = new LinkedBlockingQueue<>();

  private RawDestination(I2PSession session, I2PSocketManager sockets) {
    this.session = session;
    this.sockets = sockets;
  }

  /// Opens a session, which waits for tunnels.
  ///
  /// @param directory where the library may write
  /// @param hops how many routers are in each tunnel
  static RawDestination at(I2pRouter router, Path directory, int hops)
      throws IOException, I2PException {
    var key = new ByteArrayOutputStream();
    new I2PClientImpl().createDestination(key, SigType.EdDSA_SHA512_Ed25519);
    var options = options(router, hops);
    var ground = new Ground(directory);
    var session =
        new I2PClientImpl()
            .createSession(ground, new ByteArrayInputStream(key.toByteArray()), options);
    var sockets = new I2PSocketManagerFull(ground, session, options, "raw", _ -> true);
    session.connect();
    return new RawDestination(session, sockets);
  }

  private static Properties options(I2pRouter router, int hops) {
    var options = new Properties();
    for (var way : new String[] {"inbound", "outbound"}) {
      options.setProperty(way + ".length", Integer.toString(hops));
      options.setProperty(way + ".lengthVariance", "0");
      options.setProperty(way + ".quantity", "2");
    }
    options.setProperty("i2cp.leaseSetEncType", "4");
    options.setProperty("i2cp.gzip", "false");
    options.setProperty("i2cp.tcp.host", "127.0.0.1");
    options.setProperty("i2cp.tcp.port", router.i2cp().substring("127.0.0.1:".length()));
    return options;
  }

  /// The library's own context, as it is in a program that is about I2P alone.
  private static final class Ground extends I2PAppContext {

    Ground(Path directory) {
      super(false, places(directory));
    }

    private static Properties places(Path directory) {
      var properties = new Properties();
      for (var name : new String[] {"base", "config", "router", "pid", "log", "app", "temp"}) {
        properties.setProperty("i2p.dir." + name, directory.toString());
      }
      properties.setProperty("time.disabled", "true");
      return properties;
    }
  }

  Hash hash() {
    return session.getMyDestination().calculateHash();
  }

  /// Opens a stream to another one, as soon as that is published.
  RawStream dial(Hash peer) throws IOException, I2PException {
    var found = session.lookupDest(peer, LOOKUP_MILLIS);
    while (found == null) {
      found = session.lookupDest(peer, LOOKUP_MILLIS);
    }
    return new RawStream(sockets.connect(found));
  }

  /// Lets streams in from now on: a dial is not over before somebody takes its stream.
  RawDestination listening() {
    var server = sockets.getServerSocket();
    Thread.startVirtualThread(
        () -> {
          try {
            while (true) {
              arrived.add(new RawStream(server.accept()));
            }
          } catch (IOException | I2PException e) {
            // The benchmark is over and closed the destination.
          }
        });
    return this;
  }

  /// Takes the next stream.
  RawStream accept() throws InterruptedException {
    return arrived.take();
  }

  @Override
  public void close() {
    sockets.destroySocketManager();
  }

  /// A stream. What is written goes out at once, as on a link.
  static final class RawStream implements ByteChannel {

    private final I2PSocket socket;
    private final InputStream in;
    private final OutputStream out;

    RawStream(I2PSocket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      var count = in.read(to.array(), to.arrayOffset() + to.position(), to.remaining());
      if (count > 0) {
        to.position(to.position() + count);
      }
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      var count = from.remaining();
      out.write(from.array(), from.arrayOffset() + from.position(), count);
      out.flush();
      from.position(from.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
      if (isOpen()) {
        socket.close();
      }
    }
  }
}
