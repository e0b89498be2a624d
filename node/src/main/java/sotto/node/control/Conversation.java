package sotto.node.control;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.node.control.Ask.Connect;
import sotto.node.control.Ask.Forget;
import sotto.node.control.Ask.Get;
import sotto.node.control.Ask.Listing;
import sotto.node.control.Ask.Peers;
import sotto.node.control.Ask.Put;
import sotto.node.control.Ask.Status;
import sotto.node.control.Ask.Watch;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;

/// One client and its asks, answered one after the other.
///
/// What waits (a watch, a get with patience) is the last thing on its connection: from then on the
/// client only listens, and whatever it says or its hanging up ends the wait.
///
/// Runs on one thread; `close` and `silentFor` may be called from any.
final class Conversation implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private final SocketChannel channel;
  private final Lines lines;
  private final Token token;
  private final Controls controls;
  private volatile long quietSince = System.nanoTime();
  private volatile boolean working;

  Conversation(SocketChannel channel, Token token, Controls controls) {
    this.channel = channel;
    this.lines = new Lines(channel);
    this.token = token;
    this.controls = controls;
  }

  /// Answers until the client leaves, is wrong, or is cut off.
  void run() {
    try {
      while (answered()) {
        log.trace("control: answered");
      }
    } catch (IOException e) {
      log.debug("control: a client went away");
    } catch (InterruptedException e) {
      log.debug("control: a client stopped waiting");
    }
  }

  /// Tells whether the client's turn to speak or to listen has lasted longer than this.
  boolean silentFor(Duration limit) {
    return !working && System.nanoTime() - quietSince > limit.toNanos();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("control: a client's channel did not close in good order");
    }
  }

  private boolean answered() throws IOException, InterruptedException {
    try {
      var line = lines.read();
      if (line.isEmpty()) {
        return false;
      }
      authorise(line.get());
      working = true;
      return perform(Ask.parse(line.get()));
    } catch (Malformed e) {
      var sentence = "The node does not understand the ask: " + e.getMessage() + ".";
      write(Answers.error(new Failure(Exit.USAGE, sentence)));
      return false;
    } catch (Failure e) {
      write(Answers.error(e));
      return e.exit() != Exit.NOT_AUTHORISED;
    } finally {
      working = false;
      quietSince = System.nanoTime();
    }
  }

  private void authorise(JsonObject line) throws Failure, Malformed {
    if (!line.has("token") || !token.matches(new Fields(line).text("token", Ask.NAME_MAX))) {
      throw new Failure(
          Exit.NOT_AUTHORISED,
          "The node refuses: the token is missing or wrong. What to do: use the token in the data"
              + " directory's api.token; it is new at every start.");
    }
  }

  private boolean perform(Ask ask) throws IOException, Failure, InterruptedException {
    switch (ask) {
      case Status(var reveal) -> answer(controls.status(reveal));
      case Peers(var reveal) -> answer(controls.peers(reveal));
      case Connect(var address) -> answer(controls.connect(address));
      case Forget(var address) -> answer(controls.forget(address));
      case Put(var topic, var ttl, var body) -> answer(controls.put(topic, ttl, bytes(body)));
      case Listing(var topic) -> list(topic);
      case Get(var id, var patience) -> {
        return get(id, patience);
      }
      case Watch(var topic, var fromStart) -> {
        watch(topic, fromStart);
        return false;
      }
    }
    return true;
  }

  private void list(String topic) throws IOException, Failure, InterruptedException {
    var items = controls.items(topic);
    for (var id : items) {
      write(Answers.part(Json.part().with("id", id).object()));
    }
    answer(Json.answer().with("count", items.size()).object());
  }

  private boolean get(String id, Duration patience)
      throws IOException, Failure, InterruptedException {
    var waits = !patience.isZero();
    var listening = waits ? endWhenTheClientDoes() : Thread.currentThread();
    var item = controls.item(id, patience);
    if (item.isEmpty()) {
      throw waits
          ? new Failure(
              Exit.TIMEOUT, "The item did not come in time. What to do: wait longer with --wait.")
          : new Failure(
              Exit.NOT_FOUND,
              "This node has no item with this id: it never came, or it expired. What to do:"
                  + " check the id, or wait for it with --wait 30s.");
    }
    log.trace("control: {} waited", listening.getName());
    answer(item.get());
    return !waits;
  }

  private void watch(String topic, boolean fromStart)
      throws IOException, Failure, InterruptedException {
    try (var watch = controls.watch(topic, fromStart)) {
      write(Answers.part(Json.answer().with("event", "watching").object()));
      var listening = endWhenTheClientDoes();
      while (listening.isAlive()) {
        write(Answers.part(watch.next()));
      }
    }
  }

  private Thread endWhenTheClientDoes() {
    var waiting = Thread.currentThread();
    return Thread.ofVirtual()
        .name("control-hangup")
        .start(
            () -> {
              try {
                var said = lines.read();
                log.debug("control: a waiting client {}", said.isEmpty() ? "left" : "spoke");
              } catch (IOException | Malformed e) {
                log.debug("control: a waiting client broke off");
              }
              waiting.interrupt();
            });
  }

  private static byte[] bytes(ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }

  private void answer(JsonObject whole) throws IOException {
    write(Answers.whole(whole));
  }

  private void write(JsonObject envelope) throws IOException {
    var before = working;
    quietSince = System.nanoTime();
    working = false;
    lines.write(envelope);
    working = before;
  }
}
