package sotto.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;
import java.time.Duration;
import java.util.Optional;

/// An open, ordered, reliable stream of bytes to one peer.
///
/// A link is a plain [ByteChannel] and obeys its contract. One thread may read while another
/// writes; any thread may close. A link promises neither confidentiality nor *who* is at the far
/// end: both are the business of the session layer above, so that a flaw in one backend cannot
/// become a flaw in all.
///
/// - **L1** `read` blocks until at least one byte is there and returns `-1` once the peer has
///   closed and every byte that reached us has been read.
/// - **L2** `write` blocks until the network has taken all bytes of the buffer. How much may wait
///   between writer and reader is bounded by the backend; a peer that does not read makes us wait.
/// - **L3** There is no half-close. When either end closes, the link is over in both directions;
///   bytes written before `close` are still delivered as far as the network can.
/// - **L4** Closing is idempotent from any number of threads, never throws an exception, and wakes
///   a blocked reader and a blocked writer with [java.nio.channels.AsynchronousCloseException].
///   Afterwards `read` and `write` throw [java.nio.channels.ClosedChannelException].
/// - **L5** Interrupting a thread that is blocked in `read` or `write` closes the link and throws
///   [java.nio.channels.ClosedByInterruptException], as [InterruptibleChannel] specifies.
/// - **L6** Writing to a peer that has closed fails with [NetworkException.LinkLost], if not at
///   once then after a bounded number of bytes.
/// - **L7** A link that was aborted or torn down reads as [NetworkException.LinkLost], on networks
///   with [Trait#ABORT_SIGNAL]; elsewhere it may look like a close.
/// - **L8** Links are independent: a slow reader on one stalls no other.
/// - **L9** A link that nobody uses stays open for at least [Traits#idleMax].
/// - **L10** A buffer with nothing remaining makes `read` and `write` return 0 at once on an open
///   link, and a buffer of any size is served.
public interface Link extends ByteChannel, InterruptibleChannel {

  /// Returns the address at the far end, if the network vouches for it.
  ///
  /// - **L11** On a link that we dialled it is the address that was dialled. On one that we
  ///   accepted it is the caller's address if the network itself proved it (networks with
  ///   [Trait#SOURCE_VISIBLE]), and otherwise nothing. It is never what the caller merely claims.
  ///
  /// @return the dialled address, the proven caller, or nothing
  Optional<Address> remote();

  /// Reads like `read(ByteBuffer)`, but does not wait for ever.
  ///
  /// - **L12** When the time runs out it returns 0, nothing is lost, and the link stays usable.
  ///
  /// @param buffer where the bytes go
  /// @param timeout how long to wait; zero or less takes only what has arrived already
  /// @return the number of bytes read, 0 if none came in time, or -1 if the peer has closed
  /// @throws IOException as `read(ByteBuffer)` does
  int read(ByteBuffer buffer, Duration timeout) throws IOException;

  /// Closes the link without delivering what was written and not yet sent. Idempotent, and never
  /// throws.
  void abort();

  /// Closes the link. Idempotent, and never throws.
  @Override
  void close();
}
