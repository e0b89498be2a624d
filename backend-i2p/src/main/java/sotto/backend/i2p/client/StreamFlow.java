package sotto.backend.i2p.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;
import sotto.spi.backend.Outflow;
import sotto.spi.backend.Pipe;

/// The bytes of one link over one stream.
///
/// A pump moves arriving bytes into the link's pipe; written bytes go to the library, which makes
/// the writer wait when its window is full. Closing hands the stream to a thread, because the
/// library waits there until all has arrived.
final class StreamFlow implements Outflow {

  /// How much is read or written at a time.
  private static final int CHUNK_MAX = 16 * 1024;

  private final Stream stream;
  private final Pipe pipe;
  private final Crew crew;
  private final Runnable closing;
  private final Consumer<StreamFlow> gone;
  private final ReentrantLock sending = new ReentrantLock();
  private Optional<Thread> closer = Optional.empty();
  private boolean finished;
  private boolean cut;

  /// @param closing called when it is closed and bytes may still be on their way
  /// @param gone called when nothing is
  StreamFlow(Stream stream, Pipe pipe, Crew crew, Runnable closing, Consumer<StreamFlow> gone) {
    this.stream = stream;
    this.pipe = pipe;
    this.crew = crew;
    this.closing = closing;
    this.gone = gone;
  }

  void start() {
    crew.start(this::pump);
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException, InterruptedException {
    sending.lockInterruptibly();
    try {
      var chunk = new byte[Math.min(buffer.remaining(), CHUNK_MAX)];
      while (buffer.hasRemaining()) {
        refuseIfEnded();
        var size = Math.min(buffer.remaining(), CHUNK_MAX);
        buffer.get(chunk, 0, size);
        stream.write(chunk, 0, size);
      }
      stream.flush();
    } catch (IOException e) {
      if (isFinished()) {
        throw (AsynchronousCloseException) new AsynchronousCloseException().initCause(e);
      }
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw lost(e);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void finish() {
    if (!finishNow()) {
      return;
    }
    crew.start(this::close);
    closing.run();
  }

  /// Tells whether nothing is to be waited for: it is closed, and the peer had closed before, who
  /// reads nothing any more and may not be there to say that it arrived.
  boolean isIdle() {
    return isFinished() && pipe.ended();
  }

  private void close() {
    synchronized (this) {
      closer = Optional.of(Thread.currentThread());
      if (cut) {
        Thread.currentThread().interrupt();
      }
    }
    stream.close();
    gone.accept(this);
  }

  /// Does not wait any longer until what was written has arrived.
  synchronized void cut() {
    cut = true;
    closer.ifPresent(Thread::interrupt);
  }

  @Override
  public void reset() {
    finishNow();
    stream.reset();
    gone.accept(this);
  }

  private void pump() {
    var bytes = new byte[CHUNK_MAX];
    try {
      for (var count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
        if (!filled(ByteBuffer.wrap(bytes, 0, count))) {
          return;
        }
      }
      pipe.end();
    } catch (IOException e) {
      pipe.lose(reason(e));
    } catch (InterruptedException e) {
      pipe.lose(Reason.LINK_DIED);
    }
  }

  /// Moves bytes into the pipe.
  ///
  /// @return whether somebody wanted them
  private boolean filled(ByteBuffer bytes) throws InterruptedException {
    while (bytes.hasRemaining()) {
      var granted = pipe.reserve(bytes.remaining(), () -> false);
      if (granted == 0) {
        return false;
      }
      pipe.deliver(bytes.slice(bytes.position(), granted));
      bytes.position(bytes.position() + granted);
    }
    return true;
  }

  /// A peer that has closed takes bytes as before, and lets go of them (L6).
  private void refuseIfEnded() throws IOException {
    if (pipe.ended()) {
      throw new IOException("the peer has closed");
    }
  }

  private synchronized boolean finishNow() {
    var first = !finished;
    finished = true;
    return first;
  }

  private synchronized boolean isFinished() {
    return finished;
  }

  private static LinkLost lost(IOException e) {
    return new LinkLost(reason(e), "The link was lost. What to do: dial again.", e);
  }

  private static Reason reason(IOException e) {
    return Stream.isReset(e) ? Reason.RESET : Reason.LINK_DIED;
  }
}
