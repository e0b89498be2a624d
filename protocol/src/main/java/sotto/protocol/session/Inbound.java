package sotto.protocol.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sotto.protocol.crypto.Bytes;
import sotto.spi.Link;

/// The receiving half of a session: reads what has come, opens the whole frames of it, and hands
/// out their messages.
///
/// Confined to one thread at a time.
final class Inbound {

  /// How many messages are handed out at once, so that many tiny ones in a frame take little memory
  /// beyond that of the frame; the others wait for the next call.
  static final int MESSAGES_MAX = 1024;

  /// The buffer of a session that waits, in bytes: the frames that come first are small.
  static final int IDLE_SIZE = 1024;

  private final Link link;
  private final FrameOpener opener;
  private final Reassembly messages = new Reassembly();
  private final Scratch scratch = new Scratch();
  private final byte[] idle = new byte[IDLE_SIZE];

  private byte[] buffer = idle;
  private int sealedFrom;
  private int sealedTo;
  private int plainFrom;
  private int plainTo;
  private boolean busy;

  /// About how many messages come next, so that a batch rarely grows on its way.
  private int expected;

  Inbound(Link link, FrameOpener opener) {
    this.link = link;
    this.opener = opener;
  }

  /// Waits for at least one message, and gives all that came in the same frame, or gives none if
  /// the peer has closed the session. A frame that is wrong spoils none that came before it.
  List<Bytes> receive() throws IOException {
    var batch = new ArrayList<Bytes>(expected);
    while (batch.isEmpty() && !ended()) {
      if (plainFrom < plainTo) {
        plainFrom = messages.take(buffer, plainFrom, plainTo, batch, MESSAGES_MAX);
      } else if (hasFrame()) {
        open();
      } else {
        fill();
      }
    }
    if (sealedFrom == sealedTo && plainFrom == plainTo) {
      buffer = idle;
      sealedFrom = 0;
      sealedTo = 0;
    }
    expected = Math.max(batch.size(), expected / 2);
    return batch;
  }

  /// Tells whether the peer has closed the session.
  boolean ended() {
    return messages.ended() && plainFrom == plainTo;
  }

  private boolean hasFrame() throws SessionException {
    var there = sealedTo - sealedFrom;
    return there >= FrameSize.LENGTH_SIZE && there >= FrameOpener.size(buffer, sealedFrom);
  }

  private void open() throws SessionException {
    var size = FrameOpener.size(buffer, sealedFrom);
    var used = opener.open(buffer, sealedFrom, size);
    plainFrom = sealedFrom + FrameSize.LENGTH_SIZE + FrameSize.USED_SIZE;
    plainTo = plainFrom + used;
    sealedFrom += size;
  }

  /// Reads at least one byte. A session that has nothing to do waits with a small buffer; one that
  /// is in the middle of a frame, or has just read much, takes a large one.
  private void fill() throws IOException {
    var there = sealedTo - sealedFrom;
    if (there > 0) {
      makeRoom(there);
    } else {
      sealedFrom = 0;
      sealedTo = 0;
      plainFrom = 0;
      plainTo = 0;
      if (busy) {
        buffer = scratch.buffer();
        busy = false;
        if (took(link.read(ByteBuffer.wrap(buffer), Duration.ZERO))) {
          return;
        }
      }
      buffer = idle;
    }
    took(link.read(ByteBuffer.wrap(buffer, sealedTo, buffer.length - sealedTo)));
  }

  private boolean took(int count) throws SessionException {
    if (count < 0) {
      throw new SessionException.Lost();
    }
    sealedTo += count;
    busy = count >= IDLE_SIZE;
    return count > 0;
  }

  /// Moves the beginning of a frame to the start of a buffer that can hold the whole of it.
  private void makeRoom(int there) throws SessionException {
    var size =
        there < FrameSize.LENGTH_SIZE
            ? FrameSize.SMALLEST.onWire()
            : FrameOpener.size(buffer, sealedFrom);
    var from = buffer;
    if (busy || size > buffer.length) {
      buffer = scratch.buffer();
    }
    System.arraycopy(from, sealedFrom, buffer, 0, there);
    sealedFrom = 0;
    sealedTo = there;
  }
}
