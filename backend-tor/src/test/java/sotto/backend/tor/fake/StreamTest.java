package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams through two fakes end, and hold back, as streams through two tors do.
@Timeout(60)
class StreamTest {

  private static final int LARGE = 1 << 20;
  private static final long POLL_NANOS = 50_000;
  private static final int POLLS = 200;

  /// Tor took 667,648 bytes through a private network; this leaves room for larger buffers of the
  /// kernel.
  private static final int TAKEN_MAX = 4 << 20;

  private final FakeTorNetwork network;
  private final Onion onion;
  private final FakeTor near;
  private final SocketChannel dialled;
  private final SocketChannel accepted;

  StreamTest() throws IOException {
    network = new FakeTorNetwork();
    near = network.start();
    onion = Onion.at(network.start());
    dialled = RawSocks.to(near, onion.id(), Onion.PORT).channel();
    accepted = onion.accept();
  }

  @BeforeEach
  void aStreamIsThere() {
    assertThat(dialled.isOpen() && accepted.isOpen()).isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    dialled.close();
    accepted.close();
    onion.close();
    network.close();
  }

  @Test
  void bytesArriveAsTheyWere() throws Exception {
    var bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    var writer = Thread.startVirtualThread(() -> write(dialled, bytes));

    assertThat(RawSocks.read(accepted, LARGE)).isEqualTo(bytes);
    writer.join();
  }

  private static void write(SocketChannel to, byte[] bytes) {
    try {
      RawSocks.write(to, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void allThatWasSaidArrivesBeforeTheEnd() throws Exception {
    var bytes = new byte[100_000];
    var writer = Thread.startVirtualThread(() -> write(dialled, bytes));
    var got = RawSocks.read(accepted, bytes.length);
    writer.join();
    RawSocks.write(dialled, "end".getBytes(US_ASCII));
    dialled.close();

    assertThat(got).hasSize(bytes.length);
    assertThat(RawSocks.read(accepted, 100)).asString(US_ASCII).isEqualTo("end");
  }

  @Test
  void theEndOfOneDirectionIsTheEndOfBoth() throws Exception {
    dialled.shutdownOutput();

    assertThat(RawSocks.read(accepted, 1)).isEmpty();
    assertThatThrownBy(() -> writeFor(accepted)).isInstanceOf(IOException.class);
    assertThat(RawSocks.read(dialled, 1)).isEmpty();
  }

  @Test
  void theEndAtTheServiceIsTheEndAtTheClient() throws Exception {
    accepted.close();

    assertThat(RawSocks.read(dialled, 1)).isEmpty();
    assertThatThrownBy(() -> writeFor(dialled)).isInstanceOf(IOException.class);
  }

  /// Writes until that fails.
  private static void writeFor(SocketChannel to) throws IOException {
    for (var i = 0; i < TAKEN_MAX; i += 1024) {
      RawSocks.write(to, new byte[1024]);
    }
  }

  @Test
  void aReaderWhoDoesNotReadStopsTheWriter() throws Exception {
    dialled.configureBlocking(false);
    var taken = 0L;
    var idle = 0;
    while (idle < POLLS && taken < TAKEN_MAX) {
      var count = dialled.write(ByteBuffer.allocate(4096));
      taken += count;
      idle = count == 0 ? idle + 1 : 0;
      LockSupport.parkNanos(POLL_NANOS);
    }

    assertThat(taken).isPositive().isLessThan(TAKEN_MAX);
    assertThat(RawSocks.read(accepted, (int) taken)).hasSize((int) taken);
  }
}
