package sotto.protocol.session;

import java.util.Arrays;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Bytes;

/// Opens frames, each once and in the order in which they were sealed.
///
/// Confined to one thread at a time.
public final class FrameOpener {

  private static final byte[] ZEROS = new byte[FrameSize.LARGEST.onWire()];

  private Aead cipher;
  private long frames;

  FrameOpener(Bytes key) {
    this(key, 0);
  }

  /// Starts somewhere in the middle; for tests.
  FrameOpener(Bytes key, long frames) {
    cipher = new Aead(key);
    this.frames = frames;
  }

  /// Returns how long a frame is, of which the first two bytes are there.
  ///
  /// @param buffer what holds it
  /// @param at where it begins
  /// @return its length on the wire
  /// @throws SessionException.Refused if no frame has this length
  public static int size(byte[] buffer, int at) throws SessionException.Refused {
    return FrameSize.announcedBy(shortAt(buffer, at))
        .orElseThrow(() -> new SessionException.Refused(Rejection.BAD_FRAME_SIZE))
        .onWire();
  }

  /// Opens a whole frame where it is.
  ///
  /// @param buffer what holds it
  /// @param at where it begins
  /// @param size its length on the wire, from [#size]
  /// @return how many bytes are used; they begin four after the start of the frame
  /// @throws SessionException.Refused if it is not the next frame of an honest peer
  /// @throws SessionException.Closed if the session has carried all that it may
  public int open(byte[] buffer, int at, int size) throws SessionException {
    if (frames == FrameSealer.FRAMES_MAX) {
      throw new SessionException.Closed(Rejection.WORN_OUT);
    }
    var plainAt = at + FrameSize.LENGTH_SIZE;
    if (!cipher.open(frames++, Bytes.EMPTY, buffer, plainAt, size - FrameSize.LENGTH_SIZE)) {
      throw new SessionException.Refused(Rejection.FORGED_FRAME);
    }
    if (frames % FrameSealer.REKEY_FRAMES == 0) {
      cipher = cipher.rekeyed();
    }
    var used = shortAt(buffer, plainAt);
    var from = plainAt + FrameSize.USED_SIZE + used;
    var to = at + size - Aead.TAG_SIZE;
    if (from > to || !Arrays.equals(buffer, from, to, ZEROS, 0, to - from)) {
      throw new SessionException.Refused(Rejection.BAD_PADDING);
    }
    return used;
  }

  private static int shortAt(byte[] buffer, int at) {
    return ((buffer[at] & 0xff) << 8) | (buffer[at + 1] & 0xff);
  }
}
