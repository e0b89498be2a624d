package sotto.spi.backend;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.ListenerStatus.State;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.ServiceKey;

/// A listener of a [MediumNetwork]: a backlog, a status, and the medium's publication.
///
/// @param <K> the backend's keys
public final class MediumListener<K extends ServiceKey> implements Listener {

  private static final Duration FOREVER = Gate.WAIT_MAX.plusDays(1);

  private final K key;
  private final Address address;
  private final Board<ListenerStatus> board;
  private final Backlog backlog;
  private final Consumer<MediumListener<K>> closing;
  private volatile boolean closed;

  MediumListener(
      K key, Address address, Gate gate, Gate boardGate, Consumer<MediumListener<K>> closing) {
    this.key = key;
    this.address = address;
    this.backlog = new Backlog(gate);
    this.board =
        new Board<>(
            boardGate,
            ListenerStatus::sequence,
            n -> new ListenerStatus(n, State.PUBLISHING, 0, 0, ""));
    this.closing = closing;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public ListenerStatus status() {
    return board.newest();
  }

  @Override
  public ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return board.await(after, timeout);
  }

  @Override
  public Link accept() throws NetworkClosed, InterruptedException {
    while (true) {
      var link = backlog.poll(FOREVER);
      if (link.isPresent()) {
        return link.get();
      }
    }
  }

  @Override
  public Optional<Link> accept(Duration timeout) throws NetworkClosed, InterruptedException {
    return backlog.poll(timeout);
  }

  @Override
  public void close() {
    closed = true;
    backlog.close().forEach(Link::close);
    board.postLast(n -> new ListenerStatus(n, State.CLOSED, 0, 0, ""));
    closing.accept(this);
  }

  @Override
  public String toString() {
    return "listener:" + address;
  }

  /// Returns the key that is listened on.
  ///
  /// @return the key
  public K key() {
    return key;
  }

  /// Tells whether `close` was called.
  ///
  /// @return whether it was
  public boolean isClosed() {
    return closed;
  }

  /// Takes in a link that arrived.
  ///
  /// @param link an open link
  /// @return false if there is no room; the link is then the caller's to refuse
  public boolean arrive(Link link) {
    var waits = backlog.offer(link);
    if (waits) {
      board.post(
          n -> new ListenerStatus(n, State.REACHABLE, status().confirmed(), status().of(), ""));
    }
    return waits;
  }

  /// Says how many places confirmed the publication; a listener that was reached stays reachable.
  ///
  /// @param confirmed how many did, all of them for `PUBLISHED`
  /// @param of how many were asked
  public void confirmed(int confirmed, int of) {
    board.post(n -> new ListenerStatus(n, grown(confirmed, of), confirmed, of, ""));
  }

  /// Says that the network lost the publication, in part or altogether (S8).
  ///
  /// @param confirmed how many places still have it
  /// @param of how many were asked
  /// @param detail what happened, for people
  public void lost(int confirmed, int of, String detail) {
    board.post(
        n ->
            new ListenerStatus(
                n,
                status().state() == State.PUBLISHING ? State.PUBLISHING : State.DEGRADED,
                confirmed,
                of,
                detail));
  }

  private State grown(int confirmed, int of) {
    return switch (status().state()) {
      case REACHABLE -> State.REACHABLE;
      case PUBLISHING, PUBLISHED, DEGRADED, CLOSED ->
          confirmed == of ? State.PUBLISHED : State.DEGRADED;
    };
  }
}
