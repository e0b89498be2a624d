package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sotto.testnet.i2p.routers.Bridge;

/// What a door does to the messages of I2CP that pass through it. The router behind it answers each
/// message by one of the same type.
@Timeout(60)
class DoorTest {

  private static final int PUBLISH = 41;
  private static final int SEND = 36;
  private static final int REQUEST = 37;
  private static final int RECEIVE = 31;
  private static final int PROTOCOL = 0x2a;

  @TempDir Path directory;

  private final BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
  private ServerSocketChannel router;
  private Door door;

  @BeforeEach
  void open() throws IOException {
    var socket = directory.resolve("i2cp");
    router = Bridge.listen(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::route);
    door = Door.open(socket, new Spares());
  }

  @AfterEach
  void shut() throws IOException {
    door.shut();
    router.close();
  }

  private void route() {
    while (router.isOpen()) {
      try {
        var client = router.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException _) {
        // The end.
      }
    }
  }

  private void answer(SocketChannel client) {
    try (client;
        var in = new DataInputStream(Channels.newInputStream(client))) {
      assertThat(in.readByte()).isEqualTo((byte) PROTOCOL);
      while (true) {
        in.readFully(new byte[in.readInt()], 0, 0);
        var type = in.readByte();
        arrived.add((int) type);
        in.readFully(new byte[1]);
        client.write(message(type));
      }
    } catch (IOException _) {
      // The client left.
    }
  }

  private static ByteBuffer message(int type) {
    return ByteBuffer.allocate(6).putInt(1).put((byte) type).put((byte) 7).flip();
  }

  private Client client() throws IOException {
    return new Client(door.port());
  }

  /// Waits until nobody is let in: the kernel lets go of a closed door when the thread behind it
  /// has left.
  private void awaitRefusal() {
    while (true) {
      try (var late = client()) {
        assertThat(late.socket.isConnected()).isTrue();
      } catch (IOException e) {
        return;
      }
    }
  }

  private int arrived() throws InterruptedException {
    var type = arrived.poll(30, TimeUnit.SECONDS);
    return type == null ? -1 : type;
  }

  /// A client that has begun.
  private static final class Client implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
      in = new DataInputStream(socket.getInputStream());
      socket.getOutputStream().write(PROTOCOL);
    }

    void says(int type) throws IOException {
      socket.getOutputStream().write(message(type).array());
    }

    int hears() throws IOException {
      var length = in.readInt();
      var type = Byte.toUnsignedInt(in.readByte());
      in.readFully(new byte[length]);
      return type;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void messagesPassBothWays() throws Exception {
    try (var client = client()) {
      client.says(SEND);

      assertThat(arrived()).isEqualTo(SEND);
      assertThat(client.hears()).isEqualTo(SEND);
    }
  }

  @Test
  void aRouterThatIsGoneEndsConnectionsAndTakesNone() throws Exception {
    try (var client = client()) {
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);

      door.shut();

      assertThat(client.in.read()).isEqualTo(-1);
      awaitRefusal();
    }
    door.reopen();
    try (var client = client()) {
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);
    }
  }

  @Test
  void whatASilentRouterWasToldItHearsLater() throws Exception {
    try (var client = client()) {
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);
      assertThat(arrived()).isEqualTo(SEND);
      door.behave(Door.Manner.SILENT);

      client.says(PUBLISH);
      assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();

      door.behave(Door.Manner.USUAL);
      assertThat(arrived()).isEqualTo(PUBLISH);
      assertThat(client.hears()).isEqualTo(PUBLISH);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GARBLED", "OVERSIZED", "HANGS_UP"})
  void aRouterThatTalksNonsenseIsToldNothing(Door.Manner manner) throws Exception {
    door.behave(manner);
    try (var client = client()) {
      client.says(SEND);

      var length = client.in.readInt();
      var type = Byte.toUnsignedInt(client.in.readByte());
      switch (manner) {
        case GARBLED -> assertThat(type).isEqualTo(250);
        case OVERSIZED -> assertThat(length).isEqualTo(Integer.MAX_VALUE);
        case HANGS_UP -> assertThat(client.in.readAllBytes()).hasSizeLessThan(length);
        case USUAL, SILENT, WITHOUT_TUNNELS, UNPUBLISHED, STALLED ->
            throw new AssertionError("this is no nonsense");
      }
      assertThat(arrived).isEmpty();
    }
  }

  @Test
  void aRouterWithoutTunnelsAsksForNoLeaseSetUntilItHasSome() throws Exception {
    try (var client = client()) {
      door.behave(Door.Manner.WITHOUT_TUNNELS);

      client.says(REQUEST);
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);

      door.behave(Door.Manner.USUAL);
      assertThat(client.hears()).isEqualTo(REQUEST);
    }
  }

  @Test
  void whatIsNotPublishedIsPublishedLater() throws Exception {
    try (var client = client()) {
      door.behave(Door.Manner.UNPUBLISHED);

      client.says(PUBLISH);
      client.says(SEND);
      assertThat(arrived()).isEqualTo(SEND);

      door.behave(Door.Manner.USUAL);
      assertThat(arrived()).isEqualTo(PUBLISH);
    }
  }

  @Test
  void whatIsStalledIsLost() throws Exception {
    try (var client = client()) {
      door.behave(Door.Manner.STALLED);

      client.says(SEND);
      client.says(RECEIVE);
      client.says(PUBLISH);
      assertThat(arrived()).isEqualTo(RECEIVE);
      assertThat(client.hears()).isEqualTo(PUBLISH);

      door.behave(Door.Manner.USUAL);
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);
    }
  }

  @Test
  void whoIsForgottenDoesNotNotice() throws Exception {
    try (var client = client();
        var later = client()) {
      client.says(SEND);
      assertThat(client.hears()).isEqualTo(SEND);
      later.says(SEND);
      assertThat(later.hears()).isEqualTo(SEND);
      arrived.clear();

      door.forget();

      client.says(SEND);
      client.socket.setSoTimeout(200);
      assertThatThrownBy(client::hears).isInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(arrived).isEmpty();
      try (var fresh = client()) {
        fresh.says(PUBLISH);
        assertThat(fresh.hears()).isEqualTo(PUBLISH);
      }
      door.reopen();
      assertThat(later.in.read()).isEqualTo(-1);
    }
  }
}
