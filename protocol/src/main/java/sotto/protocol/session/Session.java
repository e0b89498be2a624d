package sotto.protocol.session;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.spi.Address;
import sotto.spi.Link;

/// A link with a proven peer, on which messages travel in encrypted frames of few sizes.
///
/// Safe for use by any number of threads; one may send while another receives.
@SuppressWarnings("DoNotCallSuggester")
public final class Session implements AutoCloseable {

  /// The longest message, in bytes: an item with 64 KiB of body, and what goes with it.
  public static final int MESSAGE_MAX = 68 * 1024;

  private Session() {}

  /// Proves who we are to whoever is at the far end of a link that we dialled, and has it do the
  /// same. Blocks until that is done.
  ///
  /// @param link the link, which belongs to the session from now on, and is closed if this fails
  /// @param self who we are
  /// @param dialled the address that was dialled
  /// @param random where secrets come from; must be cryptographically strong outside tests
  /// @param patience how long it may take in all
  /// @return the session
  /// @throws SessionException if the peer cannot prove itself, or not in time
  public static Session dial(
      Link link, Identity self, Address dialled, RandomGenerator random, Duration patience)
      throws SessionException {
    throw new UnsupportedOperationException();
  }

  /// Does the same on a link that we accepted.
  ///
  /// @param link the link, which belongs to the session from now on, and is closed if this fails
  /// @param self who we are
  /// @param own the address of our listener
  /// @param random where secrets come from; must be cryptographically strong outside tests
  /// @param patience how long it may take in all
  /// @return the session
  /// @throws SessionException if the peer cannot prove itself, or not in time
  public static Session accept(
      Link link, Identity self, Address own, RandomGenerator random, Duration patience)
      throws SessionException {
    throw new UnsupportedOperationException();
  }

  /// Returns who is at the far end.
  ///
  /// @return the proven peer
  public PeerId peer() {
    throw new UnsupportedOperationException();
  }

  /// Returns a value that both ends know and that no other session has: the hash of the handshake.
  ///
  /// @return 32 bytes
  public Bytes channelBinding() {
    throw new UnsupportedOperationException();
  }

  /// Sends messages, in order, in as few frames as possible and without waiting for more. Blocks
  /// until the network has taken them.
  ///
  /// @param messages each of 1 to [#MESSAGE_MAX] bytes
  /// @throws SessionException if the session is over
  public void send(List<Bytes> messages) throws SessionException {
    throw new UnsupportedOperationException();
  }

  /// Waits for messages.
  ///
  /// @return at least one message, or nothing if the peer closed the session properly
  /// @throws SessionException if the session is over in any other way
  public List<Bytes> receive() throws SessionException {
    throw new UnsupportedOperationException();
  }

  /// Tells the peer that this is the end, if the network takes it at once, and closes the link.
  /// Idempotent, and never throws.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
