package sotto.spi.backend;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Flows.Admission;

/// The bytes of one link over one socket: a TCP connection, or one of a UNIX domain.
///
/// A pump moves arriving bytes into the link's pipe. It exists because of how sockets close: one
/// that is closed while unread bytes lie in it, or while more arrive, resets the connection, and
/// the reset destroys what we wrote and the other end has not got yet. So `finish` only says that
/// we are done, and the pump goes on, letting go of what arrives, until the other end is done too;
/// then a reset means an abort and nothing else (L3, L7).
final class ChannelFlow implements Outflow {

  /// How many bytes a closed link lets go of before it tears the connection down: a peer that
  /// writes on must notice (L6).
  static final int DRAIN_MAX = 1024 * 1024;

  /// How much is read or written at a time: the JDK copies that much outside the heap.
  private static final int CHUNK_MAX = 16 * 1024;

  private final SocketChannel socket;
  private final Pipe pipe;
  private final Crew crew;
  private final Consumer<ChannelFlow> lingers;
  private final Consumer<ChannelFlow> gone;
  private final ReentrantLock sending = new ReentrantLock();
  private boolean pumped;
  private boolean finished;

  /// Takes over a connection.
  ChannelFlow(
      SocketChannel socket,
      Pipe pipe,
      Crew crew,
      Consumer<ChannelFlow> lingers,
      Consumer<ChannelFlow> gone) {
    this.socket = socket;
    this.pipe = pipe;
    this.crew = crew;
    this.lingers = lingers;
    this.gone = gone;
  }

  void start() {
    crew.start(this::pump);
  }

  /// Lets the listener's backlog decide and tells the caller, before anything else is sent.
  boolean admit(BooleanSupplier arrives, Admission admission) throws IOException {
    sending.lock();
    try {
      var admitted = arrives.getAsBoolean();
      admission.tell(socket, admitted);
      return admitted;
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException, InterruptedException {
    sending.lockInterruptibly();
    try {
      while (buffer.hasRemaining()) {
        var size = Math.min(buffer.remaining(), CHUNK_MAX);
        var sent = socket.write(buffer.slice(buffer.position(), size));
        buffer.position(buffer.position() + sent);
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new LinkLost(
          Reason.RESET, "The peer has torn the link down. What to do: dial again.", e);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void finish() {
    boolean over;
    synchronized (this) {
      if (finished) {
        return;
      }
      finished = true;
      over = pumped;
    }
    shutOutput();
    if (over) {
      cut();
    } else {
      lingers.accept(this);
    }
  }

  @Override
  public void reset() {
    synchronized (this) {
      finished = true;
    }
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is closed already, and cannot be torn down any more.
    } catch (UnsupportedOperationException e) {
      // A socket of a UNIX domain has no such option; closing it is all there is.
    }
    cut();
  }

  /// Closes the connection, whatever is on its way.
  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done about a connection that does not close.
    } finally {
      gone.accept(this);
    }
  }

  private void pump() {
    var buffer = ByteBuffer.allocate(CHUNK_MAX);
    var drained = 0;
    try {
      while (drained <= DRAIN_MAX && socket.read(buffer) >= 0) {
        drained += fill(buffer.flip());
        buffer.clear();
      }
      pipe.end();
      shutOutput();
    } catch (IOException e) {
      pipe.lose(Reason.RESET);
    } finally {
      if (pumpedAndFinished()) {
        cut();
      }
    }
  }

  /// Moves bytes into the pipe.
  ///
  /// @return how many nobody wanted
  private int fill(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        var granted = pipe.reserve(bytes.remaining(), () -> false);
        if (granted == 0) {
          return bytes.remaining();
        }
        pipe.deliver(bytes.slice(bytes.position(), granted));
        bytes.position(bytes.position() + granted);
      }
      return 0;
    } catch (InterruptedException e) {
      throw new IOException("the pump was interrupted", e);
    }
  }

  private void shutOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // The connection is gone already; the reader learns of it by itself.
    }
  }

  private synchronized boolean pumpedAndFinished() {
    pumped = true;
    return finished;
  }
}
