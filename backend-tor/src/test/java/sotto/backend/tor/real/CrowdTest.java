package sotto.backend.tor.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Login;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.tck.Rule;
import sotto.tck.engine.Footprint;
import sotto.testnet.tor.TorClient;
import sotto.testnet.tor.TorNetwork;
import sotto.testnet.tor.TorTestnet;

/// Many dials at once, each for another identity.
@ExtendWith(TorNetwork.class)
@Timeout(300)
class CrowdTest {

  private static final int CROWD = 100;

  @TempDir Path directory;

  @Test
  @Rule({"I1", "N1", "N6", "D3"})
  void aHundredDialsAtOnceTakeAHundredCircuitsAndLeaveNothing(TorTestnet network) throws Exception {
    var nodes = new Nodes(directory);
    var tor = network.clients().get(0);
    try (var near = nodes.open("near", tor);
        var far = nodes.open("far", network.clients().get(1));
        var listener = far.listen(nodes.key())) {
      Nodes.published(listener);
      // What is made once is made now.
      Nodes.dialled(near, listener.address(), Isolation.fresh()).close();
      listener.accept().close();
      var before = Footprint.now();

      crowd(tor, near, listener);

      while (!Footprint.now().since(before).isEmpty()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static void crowd(TorClient tor, Network near, Listener listener) throws Exception {
    var echo = Thread.startVirtualThread(() -> echo(listener));
    var dialled = new CountDownLatch(CROWD);
    var over = new CountDownLatch(1);
    var dials = new ArrayList<FutureTask<String>>();
    for (var i = 0; i < CROWD; i++) {
      var name = "caller %03d".formatted(i);
      dials.add(started(() -> call(near, listener, name, dialled, over)));
    }
    dialled.await();
    assertThat(circuits(tor)).hasSizeGreaterThanOrEqualTo(CROWD);
    over.countDown();
    for (var i = 0; i < CROWD; i++) {
      assertThat(dials.get(i).get()).isEqualTo("caller %03d".formatted(i));
    }
    echo.interrupt();
    echo.join();
  }

  private static String call(
      Network near, Listener listener, String name, CountDownLatch dialled, CountDownLatch over)
      throws Exception {
    try (var link = Nodes.dialled(near, listener.address(), Isolation.labelled(name))) {
      dialled.countDown();
      over.await();
      link.write(ByteBuffer.wrap(name.getBytes(US_ASCII)));
      return new String(Nodes.read(link, name.length()), US_ASCII);
    }
  }

  private static void echo(Listener listener) {
    try {
      while (true) {
        var link = listener.accept();
        Thread.startVirtualThread(() -> echo(link));
      }
    } catch (Exception e) {
      // The test is over.
    }
  }

  private static void echo(Link accepted) {
    try (var link = accepted) {
      var buffer = ByteBuffer.allocate(64);
      while (link.read(buffer) >= 0) {
        link.write(buffer.flip());
        buffer.clear();
      }
    } catch (Exception e) {
      // The caller notices.
    }
  }

  private static <T> FutureTask<T> started(Callable<T> body) {
    var task = new FutureTask<>(body);
    Thread.startVirtualThread(task);
    return task;
  }

  /// The circuits that carry streams now: `STREAM-ID STATUS CIRCUIT-ID TARGET` (control-spec,
  /// section 3.9, `stream-status`).
  private static Set<String> circuits(TorClient tor) throws Exception {
    try (var control =
        Control.open(
            new Endpoint.Unix(tor.control()),
            Login.offered(),
            _ -> {},
            Thread.ofVirtual().factory(),
            new SecureRandom(),
            Duration.ofSeconds(30))) {
      List<String> streams = control.info("stream-status").orElseThrow().lines().toList();
      return streams.stream()
          .map(line -> line.split(" ", -1))
          .filter(words -> words.length >= 4 && words[1].equals("SUCCEEDED"))
          .map(words -> words[2])
          .collect(Collectors.toSet());
    }
  }
}
