package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.Reason;

/// What comes of a link whose backend does what no link may.
final class GuardedLinkTest {

  private static final Duration NOW = Duration.ZERO;

  private final ByteBuffer buffer = ByteBuffer.allocate(8);
  private boolean aborted;

  @Test
  void whatIsAllowedPasses() throws Exception {
    var link =
        guarded(
            bytes -> {
              bytes.put(new byte[3]);
              return 3;
            });

    assertThat(link.read(buffer)).isEqualTo(3);
    assertThat(link.read(buffer, NOW)).isEqualTo(3);
    assertThat(guarded(_ -> -1).read(buffer)).isEqualTo(-1);
    assertThat(guarded(_ -> 0).read(buffer, NOW)).isZero();
    assertThat(guarded(_ -> 0).write(ByteBuffer.allocate(0))).isZero();
    assertThat(link.isOpen()).isTrue();
    assertThat(aborted).isFalse();
  }

  @Test
  void whatALinkMayThrowPasses() {
    var link =
        guarded(
            _ -> {
              throw new LinkLost(Reason.RESET, "The peer has closed the link.");
            });

    assertThatExceptionOfType(LinkLost.class).isThrownBy(() -> link.read(buffer));
    assertThatExceptionOfType(LinkLost.class).isThrownBy(() -> link.write(buffer));
    assertThat(link.isOpen()).isTrue();
  }

  @Test
  void anErrorOfTheBackendBreaksTheLinkAndNoMore() {
    var link =
        guarded(
            _ -> {
              throw new IllegalStateException("secret");
            });

    breaks(() -> link.read(buffer));
    assertThat(link.isOpen()).isFalse();
    assertThat(aborted).isTrue();
  }

  @Test
  void aReadThatDoesNotWaitForAByteBreaksTheLink() {
    breaks(() -> guarded(_ -> 0).read(buffer));
  }

  @Test
  void aCountThatIsNotTheBuffersBreaksTheLink() {
    breaks(() -> guarded(_ -> 3).read(buffer));
    breaks(() -> guarded(_ -> -2).read(buffer, NOW));
    breaks(() -> guarded(bytes -> bytes.limit(4).position(4).position()).read(buffer));
  }

  @Test
  void aWriteThatDoesNotTakeAllBreaksTheLink() {
    breaks(() -> guarded(_ -> 0).write(buffer));
    breaks(() -> guarded(bytes -> bytes.position(1).position()).write(buffer));
  }

  @Test
  void closingNeverThrows() {
    var link =
        GuardedLink.of(
            new Scripted(_ -> 0) {
              @Override
              public void close() {
                throw new IllegalStateException("secret");
              }

              @Override
              public void abort() {
                throw new IllegalStateException("secret");
              }

              @Override
              public Optional<Address> remote() {
                throw new IllegalStateException("secret");
              }
            });

    link.close();
    link.abort();
    assertThat(link.isOpen()).isFalse();
    assertThat(link.remote()).isEmpty();
  }

  private interface Call {
    int run() throws IOException;
  }

  private static void breaks(Call call) {
    assertThatIOException()
        .isThrownBy(call::run)
        .satisfies(
            e -> assertThat(SessionException.of(e).rejection()).isEqualTo(Rejection.LINK_BROKEN))
        .withMessageNotContaining("secret");
  }

  private Link guarded(Move move) {
    return GuardedLink.of(new Scripted(move));
  }

  private interface Move {
    int bytes(ByteBuffer buffer) throws IOException;
  }

  /// A link that does one thing whenever it reads or writes.
  private class Scripted implements Link {
    private final Move move;

    Scripted(Move move) {
      this.move = move;
    }

    @Override
    public Optional<Address> remote() {
      return Optional.empty();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      return move.bytes(buffer);
    }

    @Override
    public int read(ByteBuffer buffer, Duration timeout) throws IOException {
      return move.bytes(buffer);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
      return move.bytes(buffer);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public void close() {}
  }
}
