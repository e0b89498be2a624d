package sotto.testnet.i2p;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import net.i2p.I2PException;
import net.i2p.client.I2PClientFactory;
import net.i2p.client.streaming.I2PSocket;
import net.i2p.client.streaming.I2PSocketManager;
import net.i2p.client.streaming.I2PSocketManagerFactory;
import net.i2p.crypto.SigType;
import net.i2p.data.Destination;
import net.i2p.data.Hash;
import sotto.testnet.keep.Deadline;

/// A destination at a router of the network, made with I2P's own client library and nothing of
/// ours: what it can do, the network can.
final class RawDestination implements Closeable {

  private static final Duration PUBLISHED_MAX = Duration.ofSeconds(60);

  private final I2PSocketManager sockets;

  private RawDestination(I2PSocketManager sockets) {
    this.sockets = sockets;
  }

  /// Opens a session, which waits for tunnels.
  static RawDestination at(I2pRouter router) throws IOException, I2PException {
    return at(Integer.parseInt(router.i2cp().substring("127.0.0.1:".length())), 2);
  }

  /// Opens a session at a port of this machine.
  static RawDestination at(int port, int hops) throws IOException, I2PException {
    var key = new ByteArrayOutputStream();
    I2PClientFactory.createClient().createDestination(key, SigType.EdDSA_SHA512_Ed25519);
    var options = new Properties();
    for (var direction : new String[] {"inbound", "outbound"}) {
      options.setProperty(direction + ".length", Integer.toString(hops));
      options.setProperty(direction + ".lengthVariance", "0");
      options.setProperty(direction + ".quantity", "2");
    }
    options.setProperty("i2cp.leaseSetEncType", "4");
    options.setProperty("i2p.streaming.initialRTO", "1000");
    var sockets =
        I2PSocketManagerFactory.createDisconnectedManager(
            new ByteArrayInputStream(key.toByteArray()), "127.0.0.1", port, options);
    sockets.getSession().connect();
    return new RawDestination(sockets);
  }

  Hash hash() {
    return sockets.getSession().getMyDestination().calculateHash();
  }

  /// Waits until the session has ended.
  ///
  /// @return whether it did
  boolean awaitClosed() throws IOException, InterruptedException {
    return Deadline.in(Duration.ofSeconds(30)).await(() -> sockets.getSession().isClosed());
  }

  /// Sends back whatever it is sent, from now on.
  RawDestination echoing() {
    var server = sockets.getServerSocket();
    Thread.ofVirtual()
        .name("echo")
        .start(
            () -> {
              while (!sockets.isDestroyed()) {
                try {
                  var socket = server.accept();
                  Thread.ofVirtual().name("echo one").start(() -> echo(socket));
                } catch (IOException | I2PException _) {
                  return;
                }
              }
            });
    return this;
  }

  private static void echo(I2PSocket socket) {
    try (socket;
        var in = socket.getInputStream();
        var out = socket.getOutputStream()) {
      var bytes = new byte[4_096];
      for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        out.write(bytes, 0, count);
        out.flush();
      }
    } catch (IOException _) {
      // The end.
    }
  }

  /// Returns the destination, in I2P's base64.
  String name() {
    return sockets.getSession().getMyDestination().toBase64();
  }

  /// Waits until every router of the network has the lease set.
  void awaitPublished(I2pTestnet network) throws IOException, InterruptedException {
    var published = Deadline.in(PUBLISHED_MAX).await(() -> network.knows(hash().toBase64()));
    assertThat(published).as("the destination's lease set is published").isTrue();
  }

  /// Says something to a destination that echoes, once it is published, and returns what came back.
  String says(String words, RawDestination to, I2pTestnet network) throws Exception {
    to.awaitPublished(network);
    return says(words, to.name());
  }

  /// Says something to a destination that echoes, and returns what came back.
  String says(String words, String name) throws Exception {
    var bytes = words.getBytes(UTF_8);
    try (var socket = sockets.connect(new Destination(name));
        var out = socket.getOutputStream();
        var in = socket.getInputStream()) {
      out.write(bytes);
      out.flush();
      return new String(in.readNBytes(bytes.length), UTF_8);
    }
  }

  @Override
  public void close() {
    sockets.destroySocketManager();
  }
}
