package sotto.testnet.i2p;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sotto.testnet.i2p.routers.Bridge;
import sotto.testnet.keep.Deadline;

/// A port of 127.0.0.1 behind which a router is, and which can misbehave as a router can.
///
/// Its threads are virtual, and it holds a socket for the port, and two for each client that is
/// there.
///
/// Safe for use by any number of threads.
final class Door {

  /// Somebody else may have a port for a moment; then it is asked for again.
  private static final Duration REOPEN_MAX = Duration.ofSeconds(10);

  /// More clients at once than any case has; another finds its connection closed.
  private static final int PASSAGES_MAX = 256;

  private final Path socket;
  private final int port;
  private final Spares spares;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private ServerSocketChannel entry;
  private Manner manner = Manner.USUAL;

  /// How a router appears to those who come through its door.
  enum Manner {
    /// As it is.
    USUAL,
    /// Nothing passes, and nothing is lost.
    SILENT,
    /// Whatever it is asked, it answers with a message of a type that does not exist.
    GARBLED,
    /// Whatever it is asked, it answers with a message of two gigabytes.
    OVERSIZED,
    /// Whatever it is asked, it answers with half a message and hangs up.
    HANGS_UP,
    /// It has no tunnels for clients: it never asks for a lease set.
    WITHOUT_TUNNELS,
    /// What it is told to publish does not get out.
    UNPUBLISHED,
    /// No message of a client gets out, and none comes in.
    STALLED
  }

  private Door(Path socket, int port, Spares spares) throws IOException {
    this.socket = socket;
    this.port = port;
    this.spares = spares;
    this.entry = entered(ServerSocketChannel.open());
  }

  /// Opens a door.
  ///
  /// @param socket where the router is
  /// @param spares sockets for when it was shut
  static Door open(Path socket, Spares spares) throws IOException {
    var door = new Door(socket, Ports.one(new SecureRandom()), spares);
    door.serve(door.entry);
    return door;
  }

  int port() {
    return port;
  }

  private void serve(ServerSocketChannel at) {
    Thread.ofVirtual()
        .name("door")
        .start(
            () -> {
              while (at.isOpen()) {
                try {
                  admit(at.accept());
                } catch (IOException _) {
                  // Shut, or the router is gone: whoever came in finds the connection closed.
                }
              }
            });
  }

  private void admit(SocketChannel client) throws IOException {
    var admitted = false;
    try {
      Bridge.prompt(client);
      if (passages.size() < PASSAGES_MAX) {
        var router = Bridge.connect(UnixDomainSocketAddress.of(socket));
        var passage = new Passage(this, client, router);
        passages.add(passage);
        admitted = true;
        passage.start();
      }
    } finally {
      if (!admitted) {
        client.close();
      }
    }
  }

  void left(Passage passage) {
    passages.remove(passage);
  }

  synchronized Manner manner() {
    return manner;
  }

  /// Waits while the door is silent, and says how it is then.
  synchronized Manner awaitVoice() throws InterruptedException {
    while (manner == Manner.SILENT) {
      wait();
    }
    return manner;
  }

  /// Changes how the router appears.
  void behave(Manner next) {
    synchronized (this) {
      manner = next;
      notifyAll();
    }
    if (next == Manner.USUAL) {
      passages.forEach(Passage::release);
    }
  }

  /// Closes the port and every connection.
  void shut() throws IOException {
    synchronized (this) {
      entry.close();
    }
    passages.forEach(Passage::close);
  }

  /// Makes the router forget its clients without their noticing: nothing is closed on their side,
  /// and what they send goes nowhere. Who comes in now is served as ever.
  void forget() {
    passages.forEach(Passage::forget);
  }

  /// Makes all well again, on the same port.
  void reopen() throws IOException {
    passages.stream().filter(Passage::isBroken).forEach(Passage::close);
    behave(Manner.USUAL);
    synchronized (this) {
      if (!entry.isOpen()) {
        entry = entered(spares.take());
        serve(entry);
      }
    }
  }

  private ServerSocketChannel entered(ServerSocketChannel next) throws IOException {
    var deadline = Deadline.in(REOPEN_MAX);
    while (true) {
      try {
        return next.bind(Bridge.loopback(port));
      } catch (IOException e) {
        if (deadline.left().isZero()) {
          next.close();
          throw e;
        }
        deadline.rest();
      }
    }
  }

  /// Reveals no port.
  @Override
  public String toString() {
    return "Door[" + manner() + "]";
  }
}
