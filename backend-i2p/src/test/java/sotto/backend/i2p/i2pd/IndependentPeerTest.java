package sotto.backend.i2p.i2pd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.i2p.Nodes;
import sotto.backend.i2p.destination.I2pAddresses;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.ServiceKey;
import sotto.tck.Rule;
import sotto.tck.Verdict;
import sotto.testnet.Part;
import sotto.testnet.i2p.I2pRouter;
import sotto.testnet.i2p.I2pTestnet;

/// An i2pd in the private network: its tunnels lead to us and ours to it, and the backend keeps its
/// promises at its I2CP port too.
@Timeout(400)
class IndependentPeerTest {

  private static final long LOOK_MILLIS = 100;

  /// The size of a destination with a key of Ed25519, at the beginning of i2pd's file of keys.
  private static final int DESTINATION = 391;

  /// Cases that a router decides: addresses that come back, what an address that nobody has is,
  /// streams whole, in order and ended, listeners apart, callers named, and both implementations
  /// with each other. i2pd needs 5 to 15 s for a destination's tunnels, in which nothing happens,
  /// so they are shared out.
  private static final List<List<Integer>> CASES =
      List.of(
          List.of(54, 28),
          List.of(55, 64),
          List.of(78),
          List.of(145),
          List.of(82),
          List.of(52, 94));

  @TempDir static Path directory;

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static final List<CaseProcess> SHARES = new ArrayList<>();
  private static final ServiceKey KEY = Nodes.key();

  private record Scene(Network near, Inside inside, int clientPort, Path i2pd) {}

  private static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    Part.program("i2pd");
    var network = I2pTestnet.start(I2pTestnet.Options.ordinary().batchMillis(5).hops(1).i2pds(1));
    OPEN.add(network);
    var java = network.routers().getFirst();
    var i2pd = network.routers().getLast();
    assertThat(i2pd.kind()).isEqualTo(I2pRouter.Kind.I2PD);
    var inside = Inside.start(network);
    OPEN.add(inside);
    var clientPort = inside.freePort();
    var place = network.directory().resolve("i2pd-0");
    tell(i2pd, place, tunnels(inside.port(), clientPort));
    for (var share : CASES) {
      var process =
          CaseProcess.start(network.again(i2pd).settings(), network.again(java).settings(), share);
      SHARES.add(process);
      OPEN.add(process);
    }
    var near = Nodes.open(directory.resolve("near"), java.settings());
    OPEN.add(near);
    scene = new Scene(near, inside, clientPort, place);
  }

  /// A tunnel to a program of ours, and one to our listener.
  private static String tunnels(int echoPort, int clientPort) throws Exception {
    return """
    [echo]
    type = server
    host = 127.0.0.1
    port = %d
    keys = echo.dat
    inbound.length = 1
    outbound.length = 1
    [caller]
    type = client
    address = 127.0.0.1
    port = %d
    destination = %s
    keys = caller.dat
    inbound.length = 1
    outbound.length = 1
    """
        .formatted(echoPort, clientPort, new I2pAddresses().format(KEY.address()));
  }

  /// Has i2pd read its tunnels again.
  private static void tell(I2pRouter i2pd, Path place, String tunnels) throws Exception {
    Files.writeString(place.resolve("tunnels.conf"), tunnels);
    var hangUp = new ProcessBuilder("kill", "-HUP", Long.toString(i2pd.pid())).start();
    assertThat(hangUp.waitFor()).isZero();
  }

  @AfterAll
  static void end() throws Exception {
    for (var each : OPEN.reversed()) {
      each.close();
    }
  }

  @Test
  @Rule({"N1", "D1"})
  void ourDialReachesAServerTunnelOfI2pd() throws Exception {
    var near = Nodes.usable(scene.near());
    try (var link = Nodes.dial(near, addressIn("echo.dat"))) {
      var word = "from our library to i2pd's".getBytes(UTF_8);
      link.write(ByteBuffer.wrap(word));

      assertThat(Nodes.read(link, word.length)).isEqualTo(word);
    }
  }

  @Test
  @Rule({"L11", "N1"})
  void aClientTunnelOfI2pdReachesOurListenerAndIsNamed() throws Exception {
    var near = Nodes.usable(scene.near());
    var callers = new CopyOnWriteArraySet<Address>();
    Thread echo;
    try (var listener = near.listen(KEY)) {
      echo = Thread.ofVirtual().start(() -> echo(listener, callers));
      var word = "from-i2pd-to-our-library";
      var end = System.nanoTime() + Nodes.PATIENCE.toNanos();
      var heard = "";
      while (heard.isEmpty() && System.nanoTime() < end) {
        heard = scene.inside().says(scene.clientPort(), word);
      }

      assertThat(heard).isEqualTo(word);
      assertThat(callers).containsOnly(addressIn("caller.dat"));
    }
    echo.join();
  }

  /// Sends back what arrives, and notes who sent it, until the listener is closed.
  private static void echo(Listener listener, Set<Address> callers) {
    try {
      while (true) {
        try (var link = listener.accept()) {
          link.remote().ifPresent(callers::add);
          var piece = ByteBuffer.allocate(1024);
          while (link.read(piece.clear()) >= 0) {
            link.write(piece.flip());
          }
        } catch (NetworkException.NetworkClosed e) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The test says what it missed.
    }
  }

  /// Returns the address of a destination of i2pd's, which keeps the destination in a file, before
  /// its keys.
  private static Address addressIn(String name) throws IOException, InterruptedException {
    var file = scene.i2pd().resolve(name);
    var end = System.nanoTime() + Nodes.PATIENCE.toNanos();
    while (!(Files.exists(file) && Files.size(file) > DESTINATION) && System.nanoTime() < end) {
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return I2pAddresses.of(Arrays.copyOf(Files.readAllBytes(file), DESTINATION));
  }

  @TestFactory
  Stream<DynamicTest> theCasesThatARouterDecides() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (var i = 0; i < CASES.size(); i++) {
      var results = SHARES.get(i).results();
      for (var number : CASES.get(i)) {
        tests.add(
            dynamicTest(
                "case " + number,
                () ->
                    assertThat(results)
                        .filteredOn(result -> result.number() == number)
                        .hasSize(1)
                        .allSatisfy(
                            result ->
                                assertThat(result.verdict())
                                    .as(result.reason())
                                    .isEqualTo(Verdict.PASS))));
      }
    }
    return tests.stream();
  }
}
