package sotto.protocol.node;

import java.util.concurrent.atomic.LongAdder;

/// What went over one session, or over all of them.
///
/// Safe for use by any number of threads.
public final class Tally {

  private final LongAdder messagesIn = new LongAdder();
  private final LongAdder messagesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder duplicates = new LongAdder();

  void received(int bytes) {
    messagesIn.increment();
    bytesIn.add(bytes);
  }

  void sent(int messages, long bytes) {
    messagesOut.add(messages);
    bytesOut.add(bytes);
  }

  void duplicate() {
    duplicates.increment();
  }

  /// Returns how many messages were received.
  public long messagesIn() {
    return messagesIn.sum();
  }

  /// Returns how many messages were sent.
  public long messagesOut() {
    return messagesOut.sum();
  }

  /// Returns how many bytes of messages were received.
  public long bytesIn() {
    return bytesIn.sum();
  }

  /// Returns how many bytes of messages were sent.
  public long bytesOut() {
    return bytesOut.sum();
  }

  /// Returns how many items were received that were there already.
  public long duplicates() {
    return duplicates.sum();
  }
}
