package sotto.backend.i2p.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// Asks who is at an endpoint, in the words of I2CP (`GetDate`, `SetDate`), and hangs up.
///
/// It is what the client library does first as well. Asking apart from it tells a router that is
/// away from one that refuses us, is too old, or is no router at all; and how our clocks differ.
public final class Knock {

  /// The oldest I2CP that has all we need: encryption type 4 in lease sets of type 3.
  static final String VERSION_MIN = "0.9.46";

  /// How long a router has for each step; one that runs answers at once.
  static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  /// The longest answer: a date and a version, or a reason to hang up, of 255 bytes each.
  private static final int MESSAGE_MAX = 1024;

  private static final int PROTOCOL = 0x2a;
  private static final int GET_DATE = 32;
  private static final int SET_DATE = 33;
  private static final int DISCONNECT = 30;

  private final Endpoint endpoint;
  private final Optional<Login> login;
  private final InstantSource clock;

  /// Prepares to ask.
  ///
  /// @param endpoint where
  /// @param login as whom, if the router wants to know
  /// @param clock our clock, to compare the router's with
  public Knock(Endpoint endpoint, Optional<Login> login, InstantSource clock) {
    this.endpoint = endpoint;
    this.login = login;
    this.clock = clock;
  }

  /// Asks.
  ///
  /// @return what the router said
  /// @throws NetworkDown if nobody is there, or it cannot be used
  /// @throws InterruptedException if the thread is interrupted
  public Greeting ask() throws NetworkDown, InterruptedException {
    try (var channel = SocketChannel.open()) {
      var place =
          new InetSocketAddress(InetAddress.getByAddress(endpoint.bytes()), endpoint.port());
      var socket = channel.socket();
      socket.connect(place, (int) ANSWER_MAX.toMillis());
      socket.setSoTimeout((int) ANSWER_MAX.toMillis());
      socket.getOutputStream().write(question());
      return understood(new DataInputStream(socket.getInputStream()));
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (SocketTimeoutException e) {
      throw new NetworkDown(
          Reason.NO_DAEMON,
          "The I2P router does not answer. What to do: check that it works, or restart it.",
          e);
    } catch (NetworkDown e) {
      throw e;
    } catch (EOFException e) {
      throw new NetworkDown(
          Reason.DAEMON_PROTOCOL,
          "Whoever takes connections at the setting 'i2cp' hung up. What to do: check that it is"
              + " the I2CP port of an I2P router.",
          e);
    } catch (IOException e) {
      throw new NetworkDown(
          Reason.NO_DAEMON,
          "No I2P router answers on this machine. What to do: start one and enable I2CP in it, set"
              + " 'i2cp' to where it listens, or set 'mode' to embedded to run one inside this"
              + " program.",
          e);
    }
  }

  private byte[] question() {
    var body = new ByteArrayOutputStream();
    text(body, VERSION_MIN);
    login.ifPresent(known -> body.writeBytes(mapping(known)));
    return ByteBuffer.allocate(1 + Integer.BYTES + 1 + body.size())
        .put((byte) PROTOCOL)
        .putInt(body.size())
        .put((byte) GET_DATE)
        .put(body.toByteArray())
        .array();
  }

  /// A mapping, ordered by its keys, as I2P's common structures specification says.
  private static byte[] mapping(Login login) {
    var pairs = new ByteArrayOutputStream();
    pair(pairs, "i2cp.password", login.password());
    pair(pairs, "i2cp.username", login.user());
    return ByteBuffer.allocate(Short.BYTES + pairs.size())
        .putShort((short) pairs.size())
        .put(pairs.toByteArray())
        .array();
  }

  private static void pair(ByteArrayOutputStream to, String key, String value) {
    text(to, key);
    to.write('=');
    text(to, value);
    to.write(';');
  }

  private static void text(ByteArrayOutputStream to, String text) {
    var bytes = text.getBytes(UTF_8);
    to.write(bytes.length);
    to.writeBytes(bytes);
  }

  private Greeting understood(DataInputStream answer) throws IOException {
    var size = answer.readInt();
    var type = answer.readUnsignedByte();
    if (size < 1 || size > MESSAGE_MAX || (type != SET_DATE && type != DISCONNECT)) {
      throw new NetworkDown(
          Reason.DAEMON_PROTOCOL,
          "Whoever answers at the setting 'i2cp' does not speak I2CP. What to do: check that it is"
              + " the I2CP port of an I2P router.");
    }
    var body = ByteBuffer.wrap(answer.readNBytes(size));
    if (body.remaining() < size) {
      throw new EOFException();
    }
    if (type == DISCONNECT) {
      throw refused(text(body));
    }
    return greeting(body);
  }

  private Greeting greeting(ByteBuffer body) throws NetworkDown {
    if (body.remaining() <= Long.BYTES) {
      throw tooOld();
    }
    var date = Instant.ofEpochMilli(body.getLong());
    var version = text(body);
    if (!isNewEnough(version)) {
      throw tooOld();
    }
    return new Greeting(version, Duration.between(date, clock.instant()));
  }

  private static NetworkDown refused(String why) {
    if (why.contains("uth")) {
      return new NetworkDown(
          Reason.AUTHENTICATION,
          "The I2P router wants a user's name and password, and not these. What to do: set"
              + " 'i2cp.user' and 'i2cp.password' as in the router's configuration of clients.");
    }
    return new NetworkDown(
        Reason.NO_DAEMON,
        "The I2P router turned us away. What to do: wait until it has started, or look at its"
            + " log.");
  }

  private static NetworkDown tooOld() {
    return new NetworkDown(
        Reason.VERSION,
        "The I2P router is too old. What to do: update it; I2CP " + VERSION_MIN + " is needed.");
  }

  private static String text(ByteBuffer from) {
    if (!from.hasRemaining()) {
      return "";
    }
    var bytes = new byte[Math.min(from.get() & 0xff, from.remaining())];
    from.get(bytes);
    return new String(bytes, UTF_8);
  }

  /// Compares versions number by number.
  static boolean isNewEnough(String version) {
    if (!version.matches("[0-9]{1,4}(\\.[0-9]{1,4}){1,4}")) {
      return false;
    }
    var theirs = version.split("\\.");
    var least = VERSION_MIN.split("\\.");
    for (var i = 0; i < Math.max(theirs.length, least.length); i++) {
      var difference = number(theirs, i) - number(least, i);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  private static int number(String[] parts, int at) {
    return at < parts.length ? Integer.parseInt(parts[at]) : 0;
  }
}
