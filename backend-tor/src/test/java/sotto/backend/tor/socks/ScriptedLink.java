package sotto.backend.tor.socks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Link;

/// A link whose far end says what it was told to, a few bytes at a time, and then hangs up or falls
/// silent.
final class ScriptedLink implements Link {

  private static final int RUN_MAX = 3;

  private final ByteBuffer answers;
  private final boolean hangsUp;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private boolean open = true;

  ScriptedLink(byte[] answers) {
    this(answers, true);
  }

  ScriptedLink(byte[] answers, boolean hangsUp) {
    this.answers = ByteBuffer.wrap(answers);
    this.hangsUp = hangsUp;
  }

  byte[] written() {
    return written.toByteArray();
  }

  @Override
  public Optional<Address> remote() {
    return Optional.empty();
  }

  @Override
  public int read(ByteBuffer buffer) {
    return read(buffer, Duration.ZERO);
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) {
    if (!answers.hasRemaining()) {
      return hangsUp ? -1 : 0;
    }
    var count = Math.min(RUN_MAX, Math.min(buffer.remaining(), answers.remaining()));
    buffer.put(answers.slice(answers.position(), count));
    answers.position(answers.position() + count);
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    written.writeBytes(bytes);
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public void abort() {
    close();
  }
}
