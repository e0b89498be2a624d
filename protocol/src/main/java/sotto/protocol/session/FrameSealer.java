package sotto.protocol.session;

import java.util.Arrays;
import java.util.List;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Bytes;

/// Packs batches of messages into frames and seals them.
///
/// The frames of one batch are as few and as small as the sizes allow: the largest while there is
/// more than one holds, then one that holds the rest, or, if together they are smaller, one of half
/// that size and another. So a batch is never padded to more than 1.34 times its length beyond the
/// first four cells, and what shows of it is one of few lengths. Confined to one thread at a time.
public final class FrameSealer {

  /// After how many frames the key changes: a key that leaks opens at most so many, 256 MB.
  public static final int REKEY_FRAMES = 4096;

  /// How many frames a session carries at most. At a million a second that takes nine years, and it
  /// is far below 2^64 - 1, where the nonces of Noise end.
  public static final long FRAMES_MAX = 1L << 48;

  /// How many bytes say how long a message is.
  static final int PREFIX_SIZE = 3;

  private Aead cipher;
  private long frames;

  private List<Bytes> batch = List.of();
  private int index;
  private int done;
  private long left;
  private boolean halved;

  FrameSealer(Bytes key) {
    this(key, 0);
  }

  /// Starts somewhere in the middle; for tests.
  FrameSealer(Bytes key, long frames) {
    cipher = new Aead(key);
    this.frames = frames;
  }

  /// Begins a batch, after all frames of the last one were taken.
  ///
  /// @param messages what to pack, unchanged until the batch is done; an empty one says that the
  ///   session ends
  public void start(List<Bytes> messages) {
    if (left != 0) {
      throw new IllegalStateException("the last batch is not done");
    }
    batch = messages;
    index = 0;
    done = 0;
    halved = false;
    for (var message : batch) {
      left += PREFIX_SIZE + message.size();
    }
  }

  /// Returns how many bytes of messages and their lengths are still to be packed.
  ///
  /// @return 0 if the batch is done
  public long left() {
    return left;
  }

  /// Puts as many whole frames as fit into a buffer, from its start.
  ///
  /// @param buffer where they go, at least of the largest size, or of the size that takes what is
  ///   left
  /// @return how many bytes they have, 0 if the batch is done
  /// @throws SessionException.Closed if the session has carried all that it may
  public int next(byte[] buffer) throws SessionException.Closed {
    var at = 0;
    while (left > 0) {
      var size = nextSize();
      if (at + size.onWire() > buffer.length) {
        break;
      }
      fill(buffer, at, size);
      at += size.onWire();
    }
    if (left == 0) {
      batch = List.of();
    }
    return at;
  }

  private FrameSize nextSize() {
    var whole = FrameSize.forBytes(left);
    if (halved || left > whole.capacity() || whole.equals(FrameSize.SMALLEST)) {
      return whole;
    }
    var half = whole.half();
    var rest = FrameSize.forBytes(left - half.capacity());
    return half.onWire() + rest.onWire() < whole.onWire() ? half : whole;
  }

  private void fill(byte[] buffer, int at, FrameSize size) throws SessionException.Closed {
    if (frames == FRAMES_MAX) {
      throw new SessionException.Closed(Rejection.WORN_OUT);
    }
    var plainAt = at + FrameSize.LENGTH_SIZE;
    var from = plainAt + FrameSize.USED_SIZE;
    var used = (int) Math.min(left, size.capacity());
    putShort(buffer, at, size.length());
    putShort(buffer, plainAt, used);
    pack(buffer, from, from + used);
    Arrays.fill(buffer, from + used, plainAt + size.plain(), (byte) 0);
    cipher.seal(frames++, Bytes.EMPTY, buffer, plainAt, size.plain());
    if (frames % REKEY_FRAMES == 0) {
      cipher = cipher.rekeyed();
    }
    left -= used;
    halved = used == size.capacity() && !size.equals(FrameSize.LARGEST);
  }

  private void pack(byte[] buffer, int from, int to) {
    var at = from;
    while (at < to) {
      var message = batch.get(index);
      var size = message.size();
      if (done == 0 && PREFIX_SIZE + size <= to - at) {
        buffer[at] = (byte) (size >>> 16);
        putShort(buffer, at + 1, size);
        message.copyTo(buffer, at + PREFIX_SIZE);
        at += PREFIX_SIZE + size;
        index++;
      } else {
        at += packPart(message, buffer, at, to);
      }
    }
  }

  /// Packs what fits of a message that two frames share.
  private int packPart(Bytes message, byte[] buffer, int at, int to) {
    var size = message.size();
    var count = Math.min(to - at, PREFIX_SIZE + size - done);
    if (done < PREFIX_SIZE) {
      count = Math.min(count, PREFIX_SIZE - done);
      for (var i = 0; i < count; i++) {
        buffer[at + i] = (byte) (size >>> (8 * (PREFIX_SIZE - 1 - done - i)));
      }
    } else {
      message.copyTo(done - PREFIX_SIZE, buffer, at, count);
    }
    done += count;
    if (done == PREFIX_SIZE + size) {
      index++;
      done = 0;
    }
    return count;
  }

  private static void putShort(byte[] buffer, int at, int value) {
    buffer[at] = (byte) (value >>> 8);
    buffer[at + 1] = (byte) value;
  }
}
