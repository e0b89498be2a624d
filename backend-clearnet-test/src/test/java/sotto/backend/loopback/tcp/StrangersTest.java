package sotto.backend.loopback.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.LoopbackProvider;
import sotto.backend.loopback.core.LoopbackKey;
import sotto.backend.loopback.tcp.Hello.Verdict;
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.Network.Hint;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.SharedRandom;

/// What strangers, dead processes and vandals do to the TCP face.
@Timeout(60)
class StrangersTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final LoopbackProvider provider = new LoopbackProvider();
  private final SharedRandom random = new SharedRandom(new SecureRandom());
  private final ArrayList<Network> open = new ArrayList<>();
  @TempDir Path files;
  private Registry registry;
  private Network ann;
  private LoopbackKey key;

  @BeforeEach
  void openAnn() throws Exception {
    ann = network("ann");
    registry = new Registry(files.resolve("registry"), files.resolve("ann/holder"), random);
    key = key();
  }

  @AfterEach
  void closeAll() {
    open.forEach(Network::close);
  }

  @Test
  void aStrangerBehindAStalePortIsNotTakenForThePeer() throws Exception {
    try (var stranger = Loopback.listen(0)) {
      var _ = registry.add(key, Loopback.port(stranger));
      Thread.ofVirtual().start(() -> answerWithGarbage(stranger));

      assertUnreachable(key, Reason.AWAY);
    }
  }

  @Test
  void anEntryWithoutTheKeysSignatureIsNoEntry() throws Exception {
    try (var stranger = Loopback.listen(0)) {
      var entry = registry.add(key, Loopback.port(stranger));
      Files.write(entry.file(), entry.encode(key()));

      assertUnreachable(key, Reason.NOT_FOUND);
    }
  }

  @Test
  void aStaleEntryIsAwayForDiallersAndGoesWhenTheKeyIsListenedOn() throws Exception {
    int dead;
    try (var gone = Loopback.listen(0)) {
      dead = Loopback.port(gone);
    }
    var _ = registry.add(key, dead);
    assertUnreachable(key, Reason.AWAY);

    var listener = ann.listen(key);

    assertThat(registry.of(key.address())).hasSize(1);
    assertThat(ann.dial(listener.address(), Isolation.shared(), LONG).isOpen()).isTrue();
  }

  @Test
  void aCallerWhoClaimsAnothersAddressGetsNoLinkV10() throws Exception {
    var listener = ann.listen(key);
    var victim = key();
    try (var socket = connect(key)) {
      var exchange = new Exchange(socket, LONG);
      var hello = Hello.link(key.id(), victim.id(), random.bytes(Hello.NONCE_SIZE));
      exchange.write(hello.encode());
      var answer = exchange.read(Hello.ANSWER_SIZE);
      assertThat(hello.answered(registry.secret(), answer)).isTrue();
      exchange.write(hello.proof(key(), registry.secret(), answer));

      assertThatThrownBy(() -> exchange.read(1)).isInstanceOf(IOException.class);
    }
    assertThat(listener.accept(Duration.ZERO)).isEmpty();
  }

  @Test
  void aCallerWhoCannotReadTheRegistryGetsNoLinkV10() throws Exception {
    var listener = ann.listen(key);
    var own = key();
    try (var socket = connect(key)) {
      var exchange = new Exchange(socket, LONG);
      var hello = Hello.link(key.id(), own.id(), random.bytes(Hello.NONCE_SIZE));
      exchange.write(hello.encode());
      var answer = exchange.read(Hello.ANSWER_SIZE);
      exchange.write(hello.proof(own, random.bytes(32), answer));

      assertThatThrownBy(() -> exchange.read(1)).isInstanceOf(IOException.class);
    }
    assertThat(listener.accept(Duration.ZERO)).isEmpty();
  }

  @Test
  void whoeverKnowsTheExchangeGetsALinkSoTheOthersWereRefusedForAReason() throws Exception {
    var listener = ann.listen(key);
    var own = key();
    try (var socket = Loopback.socket()) {
      var verdict = new Caller(registry, random).call(socket, port(key), key.id(), own, LONG);

      assertThat(verdict).isEqualTo(Verdict.ADMITTED);
      assertThat(listener.accept().remote()).contains(own.address());
    }
  }

  @Test
  void noGarbageBecomesALink() throws Exception {
    var listener = ann.listen(key);
    var chance = new Random(42);
    for (var round = 0; round < 200; round++) {
      try (var socket = connect(key)) {
        socket.write(ByteBuffer.wrap(garbage(chance)));
        socket.shutdownOutput();
        while (socket.read(ByteBuffer.allocate(256)) >= 0) {
          // Whatever the answer is, it ends.
        }
      } catch (IOException e) {
        // It ended roughly.
      }
    }

    assertThat(listener.accept(Duration.ZERO)).isEmpty();
    assertThat(ann.dial(key.address(), Isolation.shared(), LONG).isOpen()).isTrue();
  }

  @Test
  void callersWhoDripBytesDoNotKeepOthersOut() throws Exception {
    var listener = ann.listen(key);
    var drips = new ArrayList<SocketChannel>();
    try {
      for (var i = 0; i < 3 * Door.EXCHANGES_MAX; i++) {
        var drip = connect(key);
        drip.write(ByteBuffer.wrap(new byte[] {'S'}));
        drips.add(drip);
      }

      assertThat(ann.dial(listener.address(), Isolation.shared(), LONG).isOpen()).isTrue();
    } finally {
      for (var drip : drips) {
        drip.close();
      }
    }
  }

  @Test
  void anEntryThatAVandalRemovedComesBackN5() throws Exception {
    var listener = ann.listen(key);
    registry.remove(registry.of(key.address()).getFirst());
    var before = listener.status().sequence();
    ann.hint(Hint.RESUMED);

    var status = listener.awaitStatus(before, LONG);
    while (status.state() != State.PUBLISHED) {
      status = listener.awaitStatus(status.sequence(), LONG);
    }
    assertThat(ann.dial(listener.address(), Isolation.shared(), LONG).isOpen()).isTrue();
  }

  @Test
  void twoProcessesTalkAndADeadOneLeavesItsKeyFree() throws Exception {
    try (var other =
        EchoProcess.start(files.resolve("registry"), files.resolve("other"), key.secret())) {
      try (var link = ann.dial(key.address(), Isolation.shared(), LONG)) {
        link.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        var back = ByteBuffer.allocate(3);
        while (back.hasRemaining()) {
          assertThat(link.read(back, LONG)).isPositive();
        }
        assertThat(back.array()).containsExactly(1, 2, 3);
      }
      assertThatThrownBy(() -> ann.listen(key)).isInstanceOf(NetworkException.KeyInUse.class);
      assertThatThrownBy(() -> network("other")).isInstanceOf(ConfigRejected.class);

      other.kill();
      assertUnreachable(key, Reason.AWAY);
      assertThat(ann.listen(key).address()).isEqualTo(key.address());
      assertThat(network("other").status().usable()).isTrue();
    }
  }

  @Test
  void onlyLoopbackIsEverUsed() throws Exception {
    var listener = ann.listen(key);
    try (var socket = connect(key);
        var server = Loopback.listen(0)) {
      assertThat(socket.getRemoteAddress().toString()).startsWith("/127.0.0.1:");
      assertThat(server.getLocalAddress().toString()).startsWith("/127.0.0.1:");
    }
    assertThat(listener.status().state()).isEqualTo(State.PUBLISHED);
    for (var host : List.of("0.0.0.0", "localhost", "::1", "10.0.0.1", "127.0.0.2")) {
      assertRejected("host", host);
    }
  }

  @Test
  void badSettingsAreNamedP4() throws Exception {
    assertRejected("colour", "blue");
    assertRejected("port", "65536");
    assertRejected("port", "-1");
    assertRejected("round", "9");
    assertRejected("round", "60001");
    assertRejected("round", "soon");
    assertRejected("registry", "relative/path");

    var shared =
        Files.createDirectory(
            files.resolve("shared"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRejected("registry", shared.toString());
    var link = Files.createSymbolicLink(files.resolve("link"), files.resolve("registry"));
    assertRejected("registry", link.toString());
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = Loopback.listen(0)) {
      var config = config("bob").with("port", Integer.toString(Loopback.port(taken)));
      var bob = provider.open(config);
      open.add(bob);

      assertThatThrownBy(() -> bob.listen(key))
          .isInstanceOfSatisfying(
              ConfigRejected.class, e -> assertThat(e.setting()).isEqualTo("port"));
    }
  }

  @Test
  void nothingRemainsAfterCloseN6() throws Exception {
    var threads = new ArrayList<Thread>();
    var before = openFiles();
    for (var round = 0; round < 5; round++) {
      var config = config("round").with(task -> track(threads, task));
      try (var network = provider.open(config)) {
        var listener = network.listen(key());
        for (var i = 0; i < 5; i++) {
          var link = network.dial(listener.address(), Isolation.fresh(), LONG);
          link.write(ByteBuffer.allocate(10));
          connect(listener).close();
        }
      }
      assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
      threads.clear();
    }
    assertThat(openFiles()).isLessThanOrEqualTo(before + 2);
    assertThat(files.resolve("registry")).isDirectoryContaining("glob:**/README");
    assertThat(registry.addresses()).isEmpty();
  }

  private static Thread track(List<Thread> threads, Runnable task) {
    var thread = Thread.ofVirtual().unstarted(task);
    synchronized (threads) {
      threads.add(thread);
    }
    return thread;
  }

  private static long openFiles() throws IOException {
    try (var fds = Files.list(Path.of("/proc/self/fd"))) {
      return fds.count();
    }
  }

  private void assertRejected(String name, String value) {
    assertThatThrownBy(() -> provider.open(config("rejected").with(name, value)))
        .isInstanceOfSatisfying(
            ConfigRejected.class,
            e -> {
              assertThat(e.setting()).isEqualTo(name);
              assertThat(e).hasMessageNotContaining(files.toString()).hasNoCause();
            });
  }

  private void assertUnreachable(LoopbackKey peer, Reason reason) {
    assertThatThrownBy(() -> ann.dial(peer.address(), Isolation.shared(), LONG))
        .isInstanceOfSatisfying(
            PeerUnreachable.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private byte[] garbage(Random chance) {
    if (chance.nextBoolean()) {
      var bytes = new byte[chance.nextInt(400)];
      chance.nextBytes(bytes);
      return bytes;
    }
    var hello = Hello.link(key.id(), key.id(), new byte[Hello.NONCE_SIZE]).encode();
    hello[chance.nextInt(hello.length)] ^= (byte) (1 << chance.nextInt(8));
    return Arrays.copyOf(hello, hello.length + chance.nextInt(100));
  }

  private static void answerWithGarbage(ServerSocketChannel stranger) {
    try (var caller = stranger.accept()) {
      caller.write(ByteBuffer.allocate(Hello.ANSWER_SIZE));
    } catch (IOException e) {
      // The test is over.
    }
  }

  private int port(LoopbackKey of) throws IOException {
    return registry.of(of.address()).getFirst().port();
  }

  private SocketChannel connect(LoopbackKey to) throws IOException {
    var socket = Loopback.socket();
    Loopback.connect(socket, port(to), LONG);
    return socket;
  }

  private SocketChannel connect(Listener to) throws IOException {
    var socket = Loopback.socket();
    Loopback.connect(socket, registry.of(to.address()).getFirst().port(), LONG);
    return socket;
  }

  private Network network(String name) throws NetworkException, InterruptedException {
    var network = provider.open(config(name));
    open.add(network);
    return network;
  }

  private NetworkConfig config(String name) {
    return NetworkConfig.at(files.resolve(name))
        .with("registry", files.resolve("registry").toString());
  }

  private LoopbackKey key() {
    return (LoopbackKey) provider.addresses().newKey(random);
  }
}
