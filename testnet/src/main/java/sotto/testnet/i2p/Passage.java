package sotto.testnet.i2p;

import static java.nio.channels.Channels.newInputStream;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One client's connection to a router through a [Door], whose manner it has.
///
/// It knows as much of I2CP as it needs to tell messages apart: the client begins with a byte that
/// names the protocol, and then either side sends messages, each a length of four bytes, a type of
/// one, and as many bytes as the length says (I2CP specification, "I2CP Message").
final class Passage {

  /// Either side's messages are below 70 KB; what says more is no message.
  private static final int BODY_MAX = 1 << 20;

  /// A router repeats what it asks for; the last of it is what counts.
  private static final int HELD_MAX = 16;

  private static final int BUFFER_BYTES = 65_536;
  private static final int HEADER_BYTES = 5;

  /// CreateLeaseSet and CreateLeaseSet2.
  private static final Set<Integer> PUBLISH = Set.of(4, 41);

  /// SendMessage and SendMessageExpires.
  private static final Set<Integer> SEND = Set.of(5, 36);

  /// RequestLeaseSet and RequestVariableLeaseSet.
  private static final Set<Integer> REQUEST = Set.of(21, 37);

  /// MessagePayload.
  private static final int RECEIVE = 31;

  private static final int SET_DATE = 33;
  private static final int UNKNOWN = 250;

  private final Door door;
  private final SocketChannel client;
  private final SocketChannel router;
  private final Deque<ByteBuffer> forClient = new ArrayDeque<>();
  private final Deque<ByteBuffer> forRouter = new ArrayDeque<>();
  private final Object towardsClient = new Object();
  private final Object towardsRouter = new Object();
  private volatile boolean forgotten;
  private volatile boolean spoiled;

  Passage(Door door, SocketChannel client, SocketChannel router) {
    this.door = door;
    this.client = client;
    this.router = router;
  }

  void start() {
    Thread.ofVirtual().name("door in").start(() -> run(this::towardsRouter));
    Thread.ofVirtual().name("door out").start(() -> run(this::towardsClient));
  }

  /// One direction.
  private interface Direction {
    void run() throws IOException, InterruptedException;
  }

  private void run(Direction direction) {
    try {
      direction.run();
    } catch (IOException _) {
      // The end of one direction is the end of both, unless the client must not notice.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!forgotten) {
      close();
    }
  }

  private void towardsRouter() throws IOException, InterruptedException {
    try (var in = stream(client)) {
      write(router, towardsRouter, ByteBuffer.wrap(new byte[] {in.readByte()}));
      while (true) {
        var message = message(in);
        var manner = door.awaitVoice();
        if (!forgotten) {
          fromClient(message, manner);
        }
      }
    } finally {
      close();
    }
  }

  private void fromClient(ByteBuffer message, Door.Manner manner) throws IOException {
    switch (manner) {
      case GARBLED, OVERSIZED, HANGS_UP -> answer(manner);
      case UNPUBLISHED -> {
        if (PUBLISH.contains(type(message))) {
          hold(forRouter, message);
        } else {
          write(router, towardsRouter, message);
        }
      }
      case STALLED -> {
        if (!SEND.contains(type(message))) {
          write(router, towardsRouter, message);
        }
      }
      case USUAL, SILENT, WITHOUT_TUNNELS -> write(router, towardsRouter, message);
    }
  }

  private void towardsClient() throws IOException, InterruptedException {
    try (var in = stream(router)) {
      while (true) {
        var message = message(in);
        fromRouter(message, door.awaitVoice());
      }
    }
  }

  private void fromRouter(ByteBuffer message, Door.Manner manner) throws IOException {
    switch (manner) {
      case GARBLED, OVERSIZED, HANGS_UP ->
          // It says nothing else, and what it would have said is lost.
          spoiled = true;
      case WITHOUT_TUNNELS -> {
        if (REQUEST.contains(type(message))) {
          hold(forClient, message);
        } else {
          write(client, towardsClient, message);
        }
      }
      case STALLED -> {
        if (type(message) != RECEIVE) {
          write(client, towardsClient, message);
        }
      }
      case USUAL, SILENT, UNPUBLISHED -> write(client, towardsClient, message);
    }
  }

  /// Says what makes no sense.
  private void answer(Door.Manner manner) throws IOException {
    spoiled = true;
    var rubbish = new byte[BUFFER_BYTES];
    RandomGenerator.getDefault().nextBytes(rubbish);
    var said = ByteBuffer.allocate(HEADER_BYTES + rubbish.length);
    switch (manner) {
      case GARBLED -> said.putInt(16).put((byte) UNKNOWN).put(rubbish, 0, 16);
      case OVERSIZED -> said.putInt(Integer.MAX_VALUE).put((byte) SET_DATE).put(rubbish);
      case HANGS_UP -> said.putInt(13).put((byte) SET_DATE).put(rubbish, 0, 4);
      case USUAL, SILENT, WITHOUT_TUNNELS, UNPUBLISHED, STALLED ->
          throw new IllegalArgumentException("this makes sense: " + manner);
    }
    write(client, towardsClient, said.flip());
    if (manner == Door.Manner.HANGS_UP) {
      throw new EOFException("hung up");
    }
  }

  /// Sends what was held back.
  void release() {
    try {
      flush(forClient, client, towardsClient);
      flush(forRouter, router, towardsRouter);
    } catch (IOException _) {
      close();
    }
  }

  private static void flush(Deque<ByteBuffer> held, SocketChannel to, Object lock)
      throws IOException {
    synchronized (held) {
      while (!held.isEmpty()) {
        write(to, lock, held.remove());
      }
    }
  }

  private static void hold(Deque<ByteBuffer> held, ByteBuffer message) {
    synchronized (held) {
      if (held.size() == HELD_MAX) {
        held.remove();
      }
      held.add(message);
    }
  }

  /// Closes the router's side only.
  void forget() {
    forgotten = true;
    try {
      router.close();
    } catch (IOException _) {
      // It is gone in any case.
    }
  }

  /// Tells whether it cannot go on as if nothing had been: the router does not know of it, or never
  /// got what it was told.
  boolean isBroken() {
    return forgotten || spoiled;
  }

  void close() {
    door.left(this);
    try (client;
        router) {
      forgotten = true;
    } catch (IOException _) {
      // Closed in any case.
    }
  }

  private static DataInputStream stream(SocketChannel channel) {
    return new DataInputStream(new BufferedInputStream(newInputStream(channel), BUFFER_BYTES));
  }

  private static ByteBuffer message(DataInputStream in) throws IOException {
    var length = in.readInt();
    var type = in.readByte();
    if (length < 0 || length > BODY_MAX) {
      throw new IOException("This is no I2CP message.");
    }
    var message = ByteBuffer.allocate(HEADER_BYTES + length).putInt(length).put(type);
    in.readFully(message.array(), HEADER_BYTES, length);
    return message.clear();
  }

  private static int type(ByteBuffer message) {
    return Byte.toUnsignedInt(message.get(HEADER_BYTES - 1));
  }

  private static void write(SocketChannel to, Object lock, ByteBuffer bytes) throws IOException {
    synchronized (lock) {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    }
  }
}
