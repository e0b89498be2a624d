package sotto.protocol.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.spi.Address;
import sotto.spi.Link;

/// A link with a proven peer, on which messages travel in encrypted frames of few sizes.
///
/// Safe for use by any number of threads; one may send while another receives, and closing from any
/// thread is the way to cancel. Interrupting a thread that sends or receives closes the session. A
/// session is over in both directions at once.
public final class Session implements AutoCloseable {

  /// The longest message, in bytes: an item with 64 KiB of body, and what goes with it.
  public static final int MESSAGE_MAX = 68 * 1024;

  /// How long closing waits for the network to take the last frame.
  static final Duration FAREWELL_MAX = Duration.ofSeconds(1);

  private static final List<Bytes> FAREWELL = List.of(Bytes.EMPTY);

  private final Link link;
  private final PeerId peer;
  private final Bytes channelBinding;
  private final Inbound inbound;
  private final FrameSealer sealer;
  private final Scratch scratch = new Scratch();
  private final ReentrantLock sending = new ReentrantLock();
  private final ReentrantLock receiving = new ReentrantLock();

  private Session(Link link, Handshake handshake) {
    this.link = link;
    peer = handshake.peer();
    channelBinding = handshake.channelBinding();
    inbound = new Inbound(link, handshake.opener());
    sealer = handshake.sealer();
  }

  /// Proves who we are to whoever is at the far end of a link that we dialled, and has it do the
  /// same. Blocks until the peer has proved itself; whether it accepts us shows when it is sent to,
  /// or received from.
  ///
  /// @param link the link, which belongs to the session from now on, and is closed if this fails
  /// @param self who we are
  /// @param dialled the address that was dialled
  /// @param random where secrets come from; must be cryptographically strong outside tests
  /// @param patience how long it may take in all
  /// @return the session
  /// @throws SessionException.Refused if the peer does not prove itself, or is ourselves
  /// @throws SessionException.TimedOut if it takes longer than `patience`
  /// @throws SessionException.Lost if the link ends; so it looks when the peer refuses us
  /// @throws SessionException.Closed if the link is closed by us, or the thread is interrupted
  public static Session dial(
      Link link, Identity self, Address dialled, RandomGenerator random, Duration patience)
      throws SessionException {
    return establish(link, patience, () -> Handshake.dialler(self, dialled, random));
  }

  /// Has whoever is at the far end of a link that we accepted prove who it is, and does the same.
  /// Blocks until that is done. Whoever does not know our address gets no answer.
  ///
  /// @param link the link, which belongs to the session from now on, and is closed if this fails
  /// @param self who we are
  /// @param own the address of the listener that accepted it
  /// @param random where secrets come from; must be cryptographically strong outside tests
  /// @param patience how long it may take in all
  /// @return the session
  /// @throws SessionException as [#dial] does
  public static Session accept(
      Link link, Identity self, Address own, RandomGenerator random, Duration patience)
      throws SessionException {
    return establish(link, patience, () -> Handshake.listener(self, own, random));
  }

  /// Returns who is at the far end.
  ///
  /// @return the proven peer
  public PeerId peer() {
    return peer;
  }

  /// Returns a value that both ends know and that no other session has: the hash of the handshake.
  ///
  /// @return 32 bytes
  public Bytes channelBinding() {
    return channelBinding;
  }

  /// Sends messages, in order, in as few frames as possible and without waiting for more. Blocks
  /// until the network has taken them; that says nothing of their arrival.
  ///
  /// @param messages each of 1 to [#MESSAGE_MAX] bytes, a list that nobody changes meanwhile; if
  ///   there are none, nothing is sent
  /// @throws SessionException if the session is over, as [#dial] says
  /// @throws IllegalArgumentException if a message is too long or empty; nothing is sent
  public void send(List<Bytes> messages) throws SessionException {
    for (var message : messages) {
      if (message.size() == 0 || message.size() > MESSAGE_MAX) {
        throw new IllegalArgumentException("a message has 1 to " + MESSAGE_MAX + " bytes");
      }
    }
    sending.lock();
    try {
      write(messages);
    } catch (IOException e) {
      throw over(e);
    } finally {
      sending.unlock();
    }
  }

  /// Waits for messages.
  ///
  /// @return those of the next frame, at least one, or none if the peer closed the session
  ///   properly; then the link is closed too
  /// @throws SessionException if the session is over in any other way, as [#dial] says
  public List<Bytes> receive() throws SessionException {
    receiving.lock();
    try {
      var messages = inbound.receive();
      if (messages.isEmpty()) {
        link.close();
      }
      return messages;
    } catch (IOException e) {
      throw over(e);
    } finally {
      receiving.unlock();
    }
  }

  /// Closes the session. The peer learns that this is the proper end, unless a message is being
  /// sent at this moment, which is cut off, or the network does not take the last frame within a
  /// second. Idempotent, and never throws.
  @Override
  public void close() {
    if (link.isOpen() && sending.tryLock()) {
      // An interrupt would close the link before the farewell; it is put back afterwards.
      var interrupted = Thread.interrupted();
      var watchdog = new Watchdog(link, FAREWELL_MAX);
      try {
        write(FAREWELL);
      } catch (IOException _) {
        // The link is gone already, so there is nobody to tell.
      } finally {
        watchdog.inTime();
        sending.unlock();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
    link.close();
  }

  @Override
  public String toString() {
    return "session with " + peer;
  }

  private void write(List<Bytes> messages) throws IOException {
    if (!link.isOpen()) {
      throw new ClosedChannelException();
    }
    sealer.start(messages);
    var whole = FrameSize.forBytes(sealer.left()).onWire();
    var buffer = whole <= Inbound.IDLE_SIZE ? new byte[whole] : scratch.buffer();
    while (sealer.left() > 0) {
      write(link, ByteBuffer.wrap(buffer, 0, sealer.next(buffer)));
    }
  }

  private SessionException over(IOException e) {
    var cause = SessionException.of(e);
    end(link, cause);
    return cause;
  }

  private interface Start {
    Handshake handshake();
  }

  private static Session establish(Link link, Duration patience, Start start)
      throws SessionException {
    if (!patience.isPositive()) {
      link.abort();
      throw new SessionException.TimedOut();
    }
    var watchdog = new Watchdog(link, patience);
    var established = false;
    try {
      var handshake = start.handshake();
      while (!handshake.isOver()) {
        if (handshake.isOurs()) {
          write(link, handshake.write().buffer());
        } else {
          handshake.read(read(link));
        }
      }
      established = watchdog.inTime();
      if (!established) {
        throw new SessionException.TimedOut();
      }
      return new Session(link, handshake);
    } catch (SessionException.Refused e) {
      throw e;
    } catch (IOException e) {
      throw watchdog.inTime() ? SessionException.of(e) : new SessionException.TimedOut();
    } finally {
      watchdog.inTime();
      if (!established) {
        link.abort();
      }
    }
  }

  private static Bytes read(Link link) throws IOException {
    var message = ByteBuffer.allocate(Handshake.MESSAGE_SIZE);
    while (message.hasRemaining()) {
      if (link.read(message) < 0) {
        throw new SessionException.Lost();
      }
    }
    return Bytes.owned(message.array());
  }

  private static void write(Link link, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      link.write(bytes);
    }
  }

  /// Whoever broke the rules gets nothing more of us; otherwise what was written is delivered.
  private static void end(Link link, SessionException cause) {
    switch (cause) {
      case SessionException.Refused _, SessionException.TimedOut _ -> link.abort();
      case SessionException.Lost _, SessionException.Closed _ -> link.close();
    }
  }
}
