package sotto.backend.loopback.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.ServiceKey;

@Timeout(60)
class TcpFaceTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final LoopbackProvider provider = new LoopbackProvider();
  private final ArrayList<Network> open = new ArrayList<>();
  @TempDir Path files;

  @AfterEach
  void closeAll() {
    open.forEach(Network::close);
  }

  @Test
  void bytesOfALinkArriveUnchangedN1() throws Exception {
    var ann = network("ann");
    var bob = network("bob");
    var listener = ann.listen(key());
    var bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);

    var out = bob.dial(listener.address(), Isolation.shared(), LONG);
    var in = listener.accept();
    var reading = start(() -> readAll(in));
    out.write(ByteBuffer.wrap(bytes));
    out.close();

    assertThat(Arrays.equals(reading.get(30, TimeUnit.SECONDS), bytes)).isTrue();
    assertThat(out.remote()).contains(listener.address());
    assertThat(in.remote()).isPresent();
    assertThat(listener.status().state()).isEqualTo(State.REACHABLE);
  }

  @Test
  void whatWasWrittenBeforeACloseArrivesThoughThePeerWritesTooL3() throws Exception {
    var pair = pair();
    pair.b().write(ByteBuffer.wrap(new byte[10_000]));
    var writing = start(() -> pair.a().write(ByteBuffer.wrap(new byte[20_000])));
    writing.get(30, TimeUnit.SECONDS);
    pair.a().close();

    assertThat(readAll(pair.b())).hasSize(20_000);
  }

  @Test
  void anAbortIsToldFromACloseL7() throws Exception {
    var aborted = pair();
    aborted.a().abort();
    assertThatThrownBy(() -> aborted.b().read(ByteBuffer.allocate(1))).isInstanceOf(LinkLost.class);

    var closed = pair();
    closed.b().write(ByteBuffer.wrap(new byte[100]));
    closed.a().close();
    assertThat(closed.b().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThatThrownBy(() -> closed.b().write(ByteBuffer.allocate(1))).isInstanceOf(LinkLost.class);
  }

  @Test
  void aPeerThatOnlyWritesNoticesTheCloseL6() throws Exception {
    var pair = pair();
    pair.a().close();

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 1000; i++) {
                pair.b().write(ByteBuffer.allocate(64 * 1024));
              }
            })
        .isInstanceOf(LinkLost.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingWakesAReaderAndAWriterL4(boolean virtual) throws Exception {
    var pair = pair();
    var reading = start(virtual, () -> pair.a().read(ByteBuffer.allocate(1)));
    var much = ByteBuffer.allocate(50_000_000);
    var writing = start(virtual, () -> pair.a().write(much));
    awaitBlocked(reading);
    awaitBegun(much);

    pair.a().close();
    pair.a().close();

    assertThatThrownBy(() -> reading.task().get(30, TimeUnit.SECONDS))
        .hasCauseExactlyInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> writing.task().get(30, TimeUnit.SECONDS))
        .hasCauseExactlyInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> pair.a().read(ByteBuffer.allocate(1)))
        .isExactlyInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> pair.a().write(ByteBuffer.allocate(1)))
        .isExactlyInstanceOf(ClosedChannelException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptingAReaderOrAWriterClosesTheLinkL5(boolean virtual) throws Exception {
    var read = pair();
    var reading = start(virtual, () -> read.a().read(ByteBuffer.allocate(1)));
    awaitBlocked(reading);
    reading.thread().interrupt();
    assertThatThrownBy(() -> reading.task().get(30, TimeUnit.SECONDS))
        .hasCauseExactlyInstanceOf(ClosedByInterruptException.class);
    assertThat(read.a().isOpen()).isFalse();

    var written = pair();
    var much = ByteBuffer.allocate(50_000_000);
    var writing = start(virtual, () -> written.a().write(much));
    awaitBegun(much);
    writing.thread().interrupt();
    assertThatThrownBy(() -> writing.task().get(30, TimeUnit.SECONDS))
        .hasCauseExactlyInstanceOf(ClosedByInterruptException.class);
    assertThat(written.a().isOpen()).isFalse();
  }

  @Test
  void aTimedReadLosesNothingL12() throws Exception {
    var pair = pair();
    var buffer = ByteBuffer.allocate(10);

    assertThat(pair.b().read(buffer, Duration.ofMillis(20))).isZero();
    assertThat(pair.b().read(buffer, Duration.ZERO)).isZero();
    pair.a().write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
    assertThat(pair.b().read(buffer, LONG)).isEqualTo(5);
  }

  @Test
  void dialsShowTheIdentityThatWasAskedForI1I2I3() throws Exception {
    var ann = network("ann");
    var bob = network("bob");
    var listener = ann.listen(key());
    var own = bob.listen(key());

    var shared = caller(bob, listener, Isolation.shared());
    var again = caller(bob, listener, Isolation.shared());
    var labelled = caller(bob, listener, Isolation.labelled("x"));
    var fresh = caller(bob, listener, Isolation.fresh());
    var shown = caller(bob, listener, Isolation.as(own));

    assertThat(again.remote()).isEqualTo(shared.remote());
    assertThat(shown.remote()).contains(own.address());
    assertThat(Arrays.asList(shared.remote(), labelled.remote(), fresh.remote(), shown.remote()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aKeyIsListenedOnOnceAmongAllNetworksV2V3() throws Exception {
    var ann = network("ann");
    var bob = network("bob");
    var key = key();
    var listener = ann.listen(key);

    assertThatThrownBy(() -> ann.listen(key)).isInstanceOf(KeyInUse.class);
    assertThatThrownBy(() -> bob.listen(key)).isInstanceOf(KeyInUse.class);

    listener.close();
    var moved = bob.listen(key);
    caller(ann, moved, Isolation.shared());
  }

  @Test
  void ofManyWhoClaimAKeyAtOnceExactlyOneGetsIt() throws Exception {
    var networks = new ArrayList<Network>();
    for (var i = 0; i < 6; i++) {
      networks.add(network("n" + i));
    }
    for (var round = 0; round < 5; round++) {
      var key = key();
      var claims = new ArrayList<FutureTask<Listener>>();
      networks.forEach(network -> claims.add(start(() -> network.listen(key))));

      var winners = new ArrayList<Listener>();
      for (var claim : claims) {
        try {
          winners.add(claim.get(30, TimeUnit.SECONDS));
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(KeyInUse.class);
        }
      }
      assertThat(winners).hasSize(1);
      winners.getFirst().close();
    }
  }

  @Test
  void aBacklogThatIsFullRefusesV7() throws Exception {
    var ann = network("ann");
    var bob = network("bob");
    var listener = ann.listen(key());

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 100; i++) {
                bob.dial(listener.address(), Isolation.shared(), LONG);
              }
            })
        .isInstanceOfSatisfying(
            PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    assertThat(listener.accept(LONG)).isPresent();
    assertThat(bob.dial(listener.address(), Isolation.shared(), LONG).isOpen()).isTrue();
  }

  @Test
  void closingANetworkEndsEverythingN3N6() throws Exception {
    var ann = network("ann");
    var bob = network("bob");
    var listener = ann.listen(key());
    var out = bob.dial(listener.address(), Isolation.shared(), LONG);
    var in = listener.accept();
    var accepting = start(listener::accept);
    var reading = start(() -> in.read(ByteBuffer.allocate(1)));

    ann.close();
    ann.close();

    assertThatThrownBy(() -> accepting.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NetworkClosed.class);
    assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ClosedChannelException.class);
    assertThat(out.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThatThrownBy(() -> bob.dial(listener.address(), Isolation.shared(), LONG))
        .isInstanceOfSatisfying(
            PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThatThrownBy(() -> ann.listen(key())).isInstanceOf(NetworkClosed.class);
  }

  @Test
  void aDataDirectoryIsOfOneNetworkOnlyP7() throws Exception {
    var ann = network("ann");

    assertThatThrownBy(() -> network("ann"))
        .isInstanceOfSatisfying(
            ConfigRejected.class, e -> assertThat(e.setting()).isEqualTo("directory"));
    ann.close();
    network("ann");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("ann"))))
        .isEqualTo("rwx------");
  }

  @Test
  void manyBlockedVirtualThreadsHoldUpNobody() throws Exception {
    var network = network("ann");
    var listener = network.listen(key());
    var links = new ArrayList<Link>();
    var reading = new ArrayList<FutureTask<Integer>>();
    var accepting = start(listener::accept);
    for (var i = 0; i < 60; i++) {
      links.add(network.dial(listener.address(), Isolation.shared(), LONG));
      var in = i == 0 ? accepting.get(30, TimeUnit.SECONDS) : listener.accept();
      reading.add(start(() -> in.read(ByteBuffer.allocate(10))));
    }
    for (var link : links) {
      start(() -> link.write(ByteBuffer.allocate(3))).get(30, TimeUnit.SECONDS);
    }
    for (var read : reading) {
      assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  private record Pair(Link a, Link b) {}

  private Pair pair() throws Exception {
    var ann = network("n" + open.size());
    var listener = ann.listen(key());
    var out = ann.dial(listener.address(), Isolation.fresh(), LONG);
    return new Pair(out, listener.accept());
  }

  private static Link caller(Network from, Listener to, Isolation isolation) throws Exception {
    var _ = from.dial(to.address(), isolation, LONG);
    return to.accept();
  }

  private Network network(String name) throws NetworkException, InterruptedException {
    var config =
        NetworkConfig.at(files.resolve(name))
            .with("registry", files.resolve("registry").toString());
    var network = provider.open(config);
    open.add(network);
    return network;
  }

  private ServiceKey key() {
    return provider.addresses().newKey(new java.security.SecureRandom());
  }

  private static byte[] readAll(Link link) throws Exception {
    var all = new java.io.ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(10_000);
    while (link.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  private record Running<T>(Thread thread, FutureTask<T> task) {}

  private static <T> Running<T> start(boolean virtual, Callable<T> call) {
    var task = new FutureTask<>(call);
    var thread = virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
    return new Running<>(thread, task);
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    return start(true, call).task();
  }

  private static void awaitBlocked(Running<?> running) {
    while (running.thread().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void awaitBegun(ByteBuffer written) {
    while (written.position() == 0) {
      Thread.onSpinWait();
    }
  }
}
