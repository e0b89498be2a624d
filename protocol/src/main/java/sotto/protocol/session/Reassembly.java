package sotto.protocol.session;

import java.util.Arrays;
import java.util.List;
import sotto.protocol.crypto.Bytes;

/// Cuts the stream of bytes that frames carry into messages again: u24 length ‖ as many bytes, and
/// a length of 0 for the end.
///
/// A message that comes in pieces takes at most twice the memory of the pieces that are there,
/// whatever length it announced. Confined to one thread at a time.
final class Reassembly {

  private static final int PART_MIN = 1024;
  private static final byte[] NOTHING = {};

  private int prefix;
  private int prefixBytes;
  private byte[] part = NOTHING;
  private int have;
  private boolean ended;

  /// Takes messages out of a stretch of the stream until it, or the room for them, is used up.
  ///
  /// @return where it stopped
  int take(byte[] buffer, int from, int to, List<Bytes> messages, int max)
      throws SessionException.Refused {
    var at = from;
    while (at < to && messages.size() < max) {
      if (ended) {
        throw new SessionException.Refused(Rejection.AFTER_END);
      }
      if (prefixBytes < FrameSealer.PREFIX_SIZE) {
        at += takePrefix(buffer, at, to);
      } else {
        at += takeMessage(buffer, at, to, messages);
      }
    }
    return at;
  }

  /// Tells whether the stream has come to its end.
  boolean ended() {
    return ended;
  }

  private int takePrefix(byte[] buffer, int at, int to) throws SessionException.Refused {
    var count = Math.min(to - at, FrameSealer.PREFIX_SIZE - prefixBytes);
    var length = prefix;
    for (var i = at; i < at + count; i++) {
      length = (length << 8) | (buffer[i] & 0xff);
    }
    prefix = length;
    prefixBytes += count;
    if (length > Session.MESSAGE_MAX) {
      throw new SessionException.Refused(Rejection.OVERSIZED);
    }
    ended = length == 0 && prefixBytes == FrameSealer.PREFIX_SIZE;
    return count;
  }

  private int takeMessage(byte[] buffer, int at, int to, List<Bytes> messages) {
    var count = Math.min(to - at, prefix - have);
    if (count == prefix) {
      messages.add(Bytes.owned(Arrays.copyOfRange(buffer, at, at + count)));
    } else {
      keep(buffer, at, count);
      if (have < prefix) {
        return count;
      }
      messages.add(Bytes.owned(part.length == prefix ? part : Arrays.copyOf(part, prefix)));
      part = NOTHING;
      have = 0;
    }
    prefix = 0;
    prefixBytes = 0;
    return count;
  }

  private void keep(byte[] buffer, int at, int count) {
    if (have + count > part.length) {
      var room = Math.max(PART_MIN, 2 * (have + count));
      part = Arrays.copyOf(part, Math.min(prefix, room));
    }
    System.arraycopy(buffer, at, part, have, count);
    have += count;
  }
}
