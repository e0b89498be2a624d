package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import sotto.tck.Fault;

/// One controller, from its connection to its end.
///
/// What it is told is written by a thread of its own, so that nobody who has an event for it waits.
/// The network's monitor guards its state.
final class ControlLine {

  /// Tor, too, gives up a controller that does not listen; this is more than a test can cause.
  private static final int OUTBOX_MAX = 10_000;

  /// What an endless line comes to at most, in pieces: more than anybody should take.
  private static final int ENDLESS_MAX = 1024;

  private static final int PIECE = 64 << 10;
  private static final String GARBAGE = "?? \u0001\u00ff what do you mean\r\n";

  /// Something to write, or to do after what is to be written.
  private sealed interface Item {
    record Text(String text) implements Item {}

    record Endless() implements Item {}

    record End() implements Item {}
  }

  private final Daemon tor;
  private final SocketChannel channel;
  private final Login login;
  private final Lines lines;
  private final BlockingQueue<Item> outbox = new LinkedBlockingQueue<>(OUTBOX_MAX);
  private Set<String> wanted = Set.of();
  private boolean owner;
  private boolean stale;

  ControlLine(Daemon tor, SocketChannel channel) {
    this.tor = tor;
    this.channel = channel;
    this.login = new Login(tor);
    this.lines = new Lines(channel);
  }

  Login login() {
    return login;
  }

  boolean wants(String event) {
    return wanted.contains(event);
  }

  void want(Set<String> events) {
    wanted = Set.copyOf(events);
  }

  /// Makes tor end with this controller, or not.
  void own(boolean owns) {
    owner = owns;
  }

  boolean owner() {
    return owner;
  }

  /// Lets the connection fail as soon as anything is said on it.
  void age() {
    stale = true;
  }

  /// Says something as soon as all that was said before is said.
  void send(String text) {
    put(new Item.Text(text));
  }

  private void put(Item item) {
    if (!outbox.offer(item)) {
      hangUp();
    }
  }

  private void hangUp() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  /// Talks until one side hangs up.
  void run() {
    var writer = Thread.ofVirtual().name("fake-tor-control").start(this::write);
    var last = Optional.<Runnable>empty();
    try {
      tor.guests().entered(this);
      last = converse();
    } catch (Lines.TooLong _) {
      send("500 Line too long.\r\n");
    } catch (IOException | InterruptedException _) {
      // The controller is gone, or this tor is.
    } finally {
      outbox.offer(new Item.End());
      tor.guests().left(this);
    }
    try {
      writer.join();
    } catch (InterruptedException _) {
      hangUp();
    }
    last.ifPresent(tor::atomically);
  }

  /// Answers commands, and returns what is to be done after the last answer.
  private Optional<Runnable> converse() throws IOException, InterruptedException {
    var before = 0L;
    for (var next = lines.next(); next.isPresent(); next = lines.next()) {
      var bytes = lines.taken() - before;
      before = lines.taken();
      if (next.get().startsWith("+")) {
        skipBody();
      }
      tor.awaitSound();
      var reply = tor.guests().hear(this, next.get(), bytes);
      if (reply.filter(Reply::closes).isPresent()) {
        return reply.map(Reply::then);
      }
      if (reply.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Answers one command as the condition allows, under the monitor; nothing says that it hung up.
  Optional<Reply> answer(Condition condition, String command) {
    if (stale) {
      return Optional.empty();
    }
    if (condition.has(Fault.DAEMON_GARBLED)) {
      send(GARBAGE);
      return Optional.of(Reply.ok());
    }
    if (condition.has(Fault.DAEMON_OVERSIZED)) {
      put(new Item.Endless());
      return Optional.empty();
    }
    var reply = tor.verbs().reply(this, command);
    if (condition.has(Fault.DAEMON_HANGS_UP)) {
      send(reply.text().substring(0, reply.text().length() / 2));
      return Optional.empty();
    }
    send(reply.text());
    if (!reply.closes()) {
      reply.then().run();
    }
    return Optional.of(reply);
  }

  private void skipBody() throws IOException {
    var next = lines.next();
    while (next.filter(line -> !line.equals(".")).isPresent()) {
      next = lines.next();
    }
  }

  /// Lets the progress fall in front of a controller who listens, if it is to fall.
  void subscribed() {
    tor.fall();
  }

  private void write() {
    try (channel) {
      while (true) {
        switch (outbox.take()) {
          case Item.Text(var text) -> {
            tor.awaitSound();
            write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
          }
          case Item.Endless _ -> writeEndlessly();
          case Item.End _ -> {
            return;
          }
        }
      }
    } catch (IOException | InterruptedException _) {
      // The controller is gone, or this tor is.
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void writeEndlessly() throws IOException {
    var piece = new byte[PIECE];
    for (var i = 0; i < PIECE; i++) {
      piece[i] = (byte) (0x80 + i % 0x60);
    }
    for (var i = 0; i < ENDLESS_MAX && tor.has(Fault.DAEMON_OVERSIZED); i++) {
      write(ByteBuffer.wrap(piece));
    }
  }
}
