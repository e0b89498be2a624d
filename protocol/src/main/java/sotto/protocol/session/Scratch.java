package sotto.protocol.session;

import java.lang.ref.WeakReference;

/// Large buffers that a busy session uses again and an idle one does not keep: the garbage
/// collector may have one whenever nobody is using it.
///
/// Confined to one thread at a time.
final class Scratch {

  /// How long a buffer is, in bytes: two of the largest frames, so that few reads and writes move
  /// much, and little lies idle.
  static final int SIZE = 2 * FrameSize.LARGEST.onWire();

  private WeakReference<byte[]> last = new WeakReference<>(new byte[0]);

  /// Returns a buffer with anything in it.
  byte[] buffer() {
    var buffer = last.get();
    if (buffer == null || buffer.length == 0) {
      buffer = new byte[SIZE];
      last = new WeakReference<>(buffer);
    }
    return buffer;
  }
}
