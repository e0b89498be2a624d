package sotto.backend.tor.socks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import sotto.spi.Link;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Asks a tor, over a link to its SOCKS port, to connect that link to an onion service.
public final class Socks5 {

  /// How long tor may take to answer what it answers by itself, before it asks the network: it does
  /// so in a millisecond, or it is dead.
  public static final Duration LOCAL_PATIENCE = Duration.ofSeconds(10);

  private static final byte VERSION = 5;
  private static final byte METHODS = 1;
  private static final byte USER_PASSWORD = 2;
  private static final byte LOGIN_VERSION = 1;
  private static final byte LOGIN_TAKEN = 0;
  private static final byte CONNECT = 1;
  private static final byte BY_NAME = 3;
  private static final int IPV4 = 1;
  private static final int IPV6 = 4;
  private static final int HEAD_SIZE = 4;

  private final Link link;
  private final long deadline;

  private Socks5(Link link, long deadline) {
    this.link = link;
    this.deadline = deadline;
  }

  /// Connects a link. When this returns, the link carries what the onion service sends.
  ///
  /// @param link an open link to tor's SOCKS port, on which nothing was said yet
  /// @param credentials whom to be
  /// @param host the name of the service, such as `….onion`
  /// @param port its virtual port
  /// @param patience how long all of it may take
  /// @throws NetworkException as [sotto.spi.Network#dial] says; the link is of no use then
  /// @throws IOException as the link says if it is closed or its thread interrupted
  public static void connect(
      Link link, Credentials credentials, String host, int port, Duration patience)
      throws IOException {
    var start = System.nanoTime();
    new Socks5(link, start + Math.min(patience.toNanos(), Duration.ofDays(1).toNanos()))
        .connect(credentials, host, port);
  }

  private void connect(Credentials credentials, String host, int port) throws IOException {
    link.write(ByteBuffer.wrap(new byte[] {VERSION, METHODS, USER_PASSWORD}));
    expect(local(2), VERSION, USER_PASSWORD);
    link.write(ByteBuffer.wrap(login(credentials)));
    expect(local(2), LOGIN_VERSION, LOGIN_TAKEN);
    link.write(ByteBuffer.wrap(request(host, port)));
    answer();
  }

  private static byte[] login(Credentials credentials) {
    var message = new ByteArrayOutputStream();
    message.write(LOGIN_VERSION);
    message.write(credentials.userBytes().length);
    message.writeBytes(credentials.userBytes());
    message.write(credentials.passwordBytes().length);
    message.writeBytes(credentials.passwordBytes());
    return message.toByteArray();
  }

  private static byte[] request(String host, int port) {
    var message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, CONNECT, 0, BY_NAME});
    message.write(host.length());
    message.writeBytes(host.getBytes(US_ASCII));
    message.write(port >> 8);
    message.write(port);
    return message.toByteArray();
  }

  private void answer() throws IOException {
    var head = bytes(HEAD_SIZE, deadline, Socks5::late);
    if (head[0] != VERSION || head[2] != 0) {
      throw nonsense();
    }
    var reply = Reply.of(Byte.toUnsignedInt(head[1]));
    if (reply != Reply.CONNECTED) {
      throw reply.failure();
    }
    var addressSize =
        switch (head[3]) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case BY_NAME -> Byte.toUnsignedInt(local(1)[0]);
          default -> throw nonsense();
        };
    local(addressSize + Short.BYTES);
  }

  private static void expect(byte[] answer, byte first, byte second) throws NetworkDown {
    if (answer[0] != first || answer[1] != second) {
      throw nonsense();
    }
  }

  /// Reads what tor answers by itself.
  private byte[] local(int count) throws IOException {
    var soon = System.nanoTime() + LOCAL_PATIENCE.toNanos();
    return soon - deadline < 0
        ? bytes(count, soon, Socks5::silent)
        : bytes(count, deadline, Socks5::late);
  }

  private byte[] bytes(int count, long until, Lateness lateness) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      var left = until - System.nanoTime();
      var read = left > 0 ? link.read(buffer, Duration.ofNanos(left)) : 0;
      if (read < 0) {
        throw hungUp();
      }
      if (read == 0) {
        throw lateness.failure();
      }
    }
    return buffer.array();
  }

  private static NetworkDown nonsense() {
    return new NetworkDown(
        Reason.DAEMON_PROTOCOL,
        "What answers at the SOCKS port does not speak SOCKS 5 as tor does. What to do: check the"
            + " settings, or restart tor.");
  }

  private static NetworkDown hungUp() {
    return new NetworkDown(
        Reason.DAEMON_PROTOCOL, "Tor hung up before it answered. What to do: try again.");
  }

  private static NetworkException silent() {
    return new NetworkDown(
        Reason.NO_DAEMON, "Tor takes connections and does not answer. What to do: restart it.");
  }

  private static NetworkException late() {
    return new DialTimeout(
        "The onion service did not answer in time. What to do: allow more, or try again.");
  }

  /// What it means that an answer did not come in time.
  private interface Lateness {
    NetworkException failure();
  }
}
