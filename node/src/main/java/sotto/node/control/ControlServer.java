package sotto.node.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Answers the clients of a running node, each on a thread of its own.
///
/// Safe for use by any number of threads.
public final class ControlServer implements AutoCloseable {

  /// How many clients can be connected at once: a person with many windows, and no more.
  public static final int CLIENTS_MAX = 32;

  /// For how long a client may neither ask nor take its answer.
  public static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
  private static final int BACKLOG = 64;

  private final DataDirectory directory;
  private final Controls controls;
  private final Token token;
  private final SocketPlace place;
  private final ServerSocketChannel server;
  private final Duration silence;
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ControlServer(
      DataDirectory directory,
      Controls controls,
      Token token,
      SocketPlace place,
      ServerSocketChannel server,
      Duration silence) {
    this.directory = directory;
    this.controls = controls;
    this.token = token;
    this.place = place;
    this.server = server;
    this.silence = silence;
  }

  /// Opens the socket and writes the token. The caller holds the data directory's lock.
  public static ControlServer open(
      DataDirectory directory, Controls controls, RandomGenerator random) throws Failure {
    return open(directory, controls, random, SILENCE_MAX);
  }

  static ControlServer open(
      DataDirectory directory, Controls controls, RandomGenerator random, Duration silence)
      throws Failure {
    try {
      var place = SocketPlace.choose(directory);
      var token = Token.fresh(random);
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(place.path()), BACKLOG);
        Files.setPosixFilePermissions(place.path(), PosixFilePermissions.fromString("rw-------"));
        token.write(directory.token());
      } catch (IOException e) {
        server.close();
        throw e;
      }
      var control = new ControlServer(directory, controls, token, place, server, silence);
      Thread.ofVirtual().name("control-accept").start(control::accept);
      Thread.ofVirtual().name("control-silence").start(control::hangUpOnTheSilent);
      return control;
    } catch (IOException e) {
      throw new Failure(
          Exit.DATA_DIRECTORY,
          "The control socket cannot be made in the data directory. What to do: check that the"
              + " directory is on a local disk with room, and that we may write there.",
          e);
    }
  }

  /// Hangs up on every client, and removes socket and token. Idempotent.
  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      conversations.forEach(Conversation::close);
      place.remove(directory);
      Files.deleteIfExists(directory.token());
    } catch (IOException e) {
      // The next start clears what is left.
      log.debug("control: could not remove the socket or the token");
    }
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        // Not in a try-with-resources: the conversation owns and closes it.
        var client = server.accept();
        if (conversations.size() >= CLIENTS_MAX) {
          refuse(client);
        } else {
          converse(client);
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          log.warn("control: could not take in a client: {}", e.getClass().getSimpleName());
          pause();
        }
      }
    }
  }

  private void converse(SocketChannel client) {
    var conversation = new Conversation(client, token, controls);
    conversations.add(conversation);
    Thread.ofVirtual()
        .name("control-client")
        .start(
            () -> {
              try (conversation) {
                conversation.run();
              } finally {
                conversations.remove(conversation);
              }
            });
  }

  private static void refuse(SocketChannel client) throws IOException {
    try (client) {
      new Lines(client)
          .write(
              Answers.error(
                  new Failure(
                      Exit.REFUSED,
                      "The node is talking with %d programs already. What to do: end some of them."
                          .formatted(CLIENTS_MAX))));
    }
  }

  private void hangUpOnTheSilent() {
    try {
      while (!closed.await(Math.max(1, silence.toMillis() / 10), TimeUnit.MILLISECONDS)) {
        for (var conversation : conversations) {
          if (conversation.silentFor(silence)) {
            conversation.close();
          }
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; ending it is what an interrupt would ask for.
    }
  }

  private void pause() {
    try {
      // Out of file descriptors, most likely: trying again at once would only burn time.
      if (closed.await(100, TimeUnit.MILLISECONDS)) {
        log.debug("control: closed while out of descriptors");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
