package example.unix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;

/// A link over one UNIX-domain socket.
///
/// The socket never blocks; a thread that has to wait does so in a selector, one for each
/// direction, because only there a wait can have a deadline.
final class UnixLink implements Link {

  private final SocketChannel socket;
  private final Selector readable;
  private final Selector writable;
  private final Optional<Address> remote;
  private final Consumer<UnixLink> whenClosed;
  private volatile boolean open = true;

  UnixLink(SocketChannel socket, Optional<Address> remote, Consumer<UnixLink> whenClosed)
      throws IOException {
    this.socket = socket;
    this.remote = remote;
    this.whenClosed = whenClosed;
    socket.configureBlocking(false);
    readable = Selector.open();
    writable = Selector.open();
    socket.register(readable, SelectionKey.OP_READ);
    socket.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public Optional<Address> remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return read(buffer, Wait.forever());
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return read(buffer, Wait.of(timeout));
  }

  private int read(ByteBuffer buffer, Wait wait) throws IOException {
    synchronized (readable) {
      while (true) {
        requireOpen();
        if (!buffer.hasRemaining()) {
          return 0;
        }
        var count = attempt(() -> socket.read(buffer));
        if (count != 0 || wait.isOver()) {
          return count;
        }
        await(readable, wait);
      }
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    synchronized (writable) {
      requireOpen();
      var count = 0;
      while (buffer.hasRemaining()) {
        var written = attempt(() -> socket.write(buffer));
        count += written;
        if (written == 0) {
          await(writable, Wait.forever());
        }
      }
      return count;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
    }
    Quietly.close(socket);
    Quietly.close(readable);
    Quietly.close(writable);
    whenClosed.accept(this);
  }

  private void await(Selector selector, Wait wait) throws IOException {
    try {
      selector.selectedKeys().clear();
      selector.select(wait.millisLeft());
    } catch (ClosedSelectorException e) {
      throw asynchronousClose(e);
    }
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new ClosedByInterruptException();
    }
    if (!open) {
      throw new AsynchronousCloseException();
    }
  }

  private int attempt(Transfer transfer) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      close();
      throw new ClosedByInterruptException();
    }
    try {
      return transfer.run();
    } catch (ClosedChannelException e) {
      throw open ? e : asynchronousClose(e);
    } catch (IOException e) {
      if (!open) {
        throw asynchronousClose(e);
      }
      throw new LinkLost(Reason.RESET, "The peer is gone. What to do: dial again.", e);
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  private static AsynchronousCloseException asynchronousClose(Exception cause) {
    var exception = new AsynchronousCloseException();
    exception.initCause(cause);
    return exception;
  }

  /// One attempt to move bytes without waiting.
  private interface Transfer {
    int run() throws IOException;
  }
}
