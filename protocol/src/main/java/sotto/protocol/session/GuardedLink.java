package sotto.protocol.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.spi.Address;
import sotto.spi.Link;

/// A link whose backend may not keep its word: what it throws or claims that no link may costs this
/// link, and nobody else.
///
/// A backend is code by strangers. One that breaks is the world's fault and not ours, so it ends as
/// an [IOException] and not as an error that brings the node down. Nothing above is guarded so.
///
/// Safe for use by as many threads as a link is.
public final class GuardedLink implements Link {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedLink.class);

  private final Link link;
  private volatile boolean broken;

  private GuardedLink(Link link) {
    this.link = link;
  }

  /// Guards a link.
  ///
  /// @param link a backend's
  /// @return the same link, guarded
  public static Link of(Link link) {
    return new GuardedLink(link);
  }

  @Override
  public Optional<Address> remote() {
    try {
      return link.remote();
    } catch (RuntimeException e) {
      fail(e);
      return Optional.empty();
    }
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    var none = buffer.hasRemaining() ? 1 : 0;
    return moved(buffer, () -> link.read(buffer), count -> count == -1 || count >= none);
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return moved(buffer, () -> link.read(buffer, timeout), count -> count >= -1);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    var all = buffer.remaining();
    return moved(buffer, () -> link.write(buffer), count -> count == all);
  }

  /// Moves bytes, and believes a count only if it is one that the rules allow, and as many bytes of
  /// the buffer were used.
  private int moved(ByteBuffer buffer, Move move, IntPredicate allowed) throws IOException {
    var from = buffer.position();
    var limit = buffer.limit();
    try {
      var count = move.bytes();
      if (allowed.test(count)
          && buffer.limit() == limit
          && buffer.position() == from + Math.max(0, count)) {
        return count;
      }
    } catch (RuntimeException e) {
      throw fail(e);
    } catch (IOException e) {
      throw broken ? new Broken() : e;
    }
    throw fail(new IllegalStateException());
  }

  @Override
  public boolean isOpen() {
    try {
      return !broken && link.isOpen();
    } catch (RuntimeException e) {
      fail(e);
      return false;
    }
  }

  @Override
  public void abort() {
    try {
      link.abort();
    } catch (RuntimeException e) {
      note(e);
    }
  }

  @Override
  public void close() {
    try {
      link.close();
    } catch (RuntimeException e) {
      note(e);
    }
  }

  @Override
  public String toString() {
    return "guarded link";
  }

  private Broken fail(RuntimeException e) {
    note(e);
    abort();
    return new Broken();
  }

  private void note(RuntimeException e) {
    broken = true;
    // Only the class: the message may say more than a log may know.
    LOG.debug("a link broke: {}", e.getClass().getSimpleName());
  }

  /// The link's backend broke a rule of links, and not merely the link.
  static final class Broken extends IOException {

    private static final long serialVersionUID = 1;

    private Broken() {
      super("The link's backend broke.");
    }
  }

  private interface Move {
    int bytes() throws IOException;
  }
}
