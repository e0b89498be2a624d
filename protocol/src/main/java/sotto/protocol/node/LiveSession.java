package sotto.protocol.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.node.Outbox.Parcel;
import sotto.protocol.session.Session;
import sotto.protocol.wire.ItemId;
import sotto.spi.Address;

/// A session as the node uses it: its outbox, its counts, and when the peer last gave a sign of
/// life.
///
/// Safe for use by any number of threads.
public final class LiveSession {

  private static final long NOT_WRITING = 0;

  private final Session session;
  private final Way way;
  private final Counters counters;
  private final Outbox outbox = new Outbox();
  private final Tally tally = new Tally();
  private final AtomicBoolean refused = new AtomicBoolean();

  private volatile long heardAt = System.nanoTime();
  private volatile long writingSince = NOT_WRITING;
  private long pingNonce;
  private volatile long askedAt = heardAt;
  private volatile boolean asked;
  private long rttNanos = -1;

  LiveSession(Session session, Way way, Counters counters) {
    this.session = session;
    this.way = way;
    this.counters = counters;
  }

  /// Returns who is at the far end.
  public PeerId peer() {
    return session.peer();
  }

  /// Returns how the session came about.
  public Way way() {
    return way;
  }

  /// Returns what went over it.
  public Tally tally() {
    return tally;
  }

  /// Returns how long the peer last took to answer a ping, in nanoseconds, or nothing if it has not
  /// answered yet.
  public synchronized OptionalLong rttNanos() {
    return rttNanos < 0 ? OptionalLong.empty() : OptionalLong.of(rttNanos);
  }

  /// Returns what the session is called in events and effects.
  Bytes name() {
    return session.channelBinding();
  }

  /// Puts a message into the outbox. A peer for which there is no room any more is dropped.
  ///
  /// @return whether the session goes on
  boolean send(Parcel parcel) {
    return outbox.offer(parcel) || full();
  }

  /// Puts an item into the outbox.
  boolean send(Parcel.Ready item, ItemId id) {
    return outbox.offer(item, id) || full();
  }

  private boolean full() {
    refuse(Cause.OUTBOX_FULL);
    drop();
    return false;
  }

  Pace pace() {
    return way.carrier().pace();
  }

  Session session() {
    return session;
  }

  Outbox outbox() {
    return outbox;
  }

  /// Counts why the session is about to end, once: what follows from the end is no cause of it.
  void refuse(Cause cause) {
    if (refused.compareAndSet(false, true)) {
      counters.refused(cause);
    }
  }

  /// Says that whatever ends the session from now on is our own doing.
  void excuse() {
    refused.set(true);
  }

  /// Ends the session at once, discarding what waits to be sent.
  void drop() {
    excuse();
    end();
  }

  /// Ends the session at once, and leaves it to others to say whose doing that is.
  void end() {
    outbox.discard();
    session.close();
  }

  void heard(int bytes) {
    heardAt = System.nanoTime();
    tally.received(bytes);
    counters.traffic().received(bytes);
  }

  void duplicate() {
    tally.duplicate();
    counters.traffic().duplicate();
  }

  void writing() {
    writingSince = Math.max(1, System.nanoTime());
  }

  void written(int messages, long bytes) {
    writingSince = NOT_WRITING;
    tally.sent(messages, bytes);
    counters.traffic().sent(messages, bytes);
  }

  /// Returns for how long the peer has given no sign of life.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  /// Returns for how long the peer has not taken what is being written.
  Duration stuck() {
    var since = writingSince;
    return since == NOT_WRITING ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// Returns for how long there has been neither a sign of life nor a question after one.
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - Math.max(heardAt, askedAt));
  }

  boolean wasNeverAsked() {
    return !asked;
  }

  synchronized void asked(long nonce) {
    pingNonce = nonce;
    askedAt = System.nanoTime();
    asked = true;
  }

  synchronized void answered(long nonce) {
    if (asked && nonce == pingNonce) {
      rttNanos = System.nanoTime() - askedAt;
    }
  }

  /// How a session came about.
  ///
  /// @param carrier the network it goes over
  /// @param dialled where we dialled, or nothing if the peer came to us
  /// @param since when
  public record Way(Carrier carrier, List<Address> dialled, Instant since) {}
}
