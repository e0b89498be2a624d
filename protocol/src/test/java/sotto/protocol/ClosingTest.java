package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.fabric.Fabric;
import sotto.backend.loopback.fabric.Personality;

/// Closing, and being interrupted, while anything goes on.
@Timeout(90)
class ClosingTest {

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  @Test
  void aClosedNodeRefusesEverythingAndStillHasAStatus() throws Exception {
    var node = start("ann");
    var id = node.publish(Circle.NEWS, new byte[1], Circle.HOUR);
    var peer = start("bob").addresses().getFirst();

    node.close();
    node.close();

    assertClosed(() -> node.publish(Circle.NEWS, new byte[1], Circle.HOUR));
    assertClosed(() -> node.item(id));
    assertClosed(() -> node.items(Circle.NEWS));
    assertClosed(() -> node.feed(Circle.NEWS));
    assertClosed(() -> node.feedFromStart(Circle.NEWS));
    assertClosed(
        () -> {
          node.connect(peer);
          return node;
        });
    assertClosed(
        () -> {
          node.forget(peer);
          return node;
        });
    assertThat(node.status().phase()).isEqualTo(NodeStatus.Phase.CLOSED);
    assertThat(node.awaitStatus(Long.MAX_VALUE, Duration.ofDays(1)).phase())
        .isEqualTo(NodeStatus.Phase.CLOSED);
    assertThat(node.peers()).isEmpty();
    assertThat(node.id()).isNotNull();
    assertThat(node.addresses()).hasSize(1);
  }

  @Test
  void closingWakesEveryReaderOfAFeed() throws Exception {
    var node = start("ann");
    var feed = node.feed(Circle.NEWS);
    var readers = IntStream.range(0, 8).mapToObj(_ -> inBackground(feed::next)).toList();

    node.close();

    for (var reader : readers) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(reader::get)
          .withCauseInstanceOf(NodeException.NodeClosed.class);
    }
  }

  @Test
  void closingWakesWhoeverWaitsForTheStatus() throws Exception {
    var node = start("ann");
    var waiter =
        inBackground(() -> node.awaitStatus(Long.MAX_VALUE - 1, Duration.ofDays(1)).phase());

    node.close();

    assertThat(waiter.get()).isEqualTo(NodeStatus.Phase.CLOSED);
  }

  @Test
  void whoPublishesWhileTheNodeClosesLearnsWhatBecameOfIt() throws Exception {
    var node = start("ann");
    var publishers =
        IntStream.range(0, 8).mapToObj(each -> inBackground(() -> publishUntilClosed(node, each)));
    var running = publishers.toList();
    Circle.awaitStatus(node, status -> status.store().items() > 20);

    node.close();

    var kept = 0;
    for (var publisher : running) {
      kept += publisher.get();
    }
    var again = start("ann");
    assertThat(again.items(Circle.NEWS)).hasSizeGreaterThanOrEqualTo(kept);
  }

  @Test
  void manyThreadsMayCloseAtOnce() throws Exception {
    var node = start("ann");
    var closers =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    inBackground(
                        () -> {
                          node.close();
                          return node.status().phase();
                        }))
            .toList();

    for (var closer : closers) {
      assertThat(closer.get()).isEqualTo(NodeStatus.Phase.CLOSED);
    }
  }

  @Test
  void aNodeThatClosesSaysGoodbye() throws Exception {
    var ann = start("ann");
    var bob = start("bob");
    Circle.connect(bob, ann);

    ann.close();

    var status = Circle.awaitStatus(bob, now -> now.sessions() == 0);
    assertThat(status.rejections().values()).containsOnly(0L);
  }

  @Test
  void aClosedNodeLeavesNoThreadAndItsDirectory() throws Exception {
    var bob = start("bob");
    for (var i = 0; i < 20; i++) {
      var node = start("ann");
      node.publish(Circle.NEWS, new byte[] {(byte) i}, Circle.HOUR);
      Circle.connect(node, bob);
      node.close();
    }
    assertThat(threads("before")).anyMatch(line -> line.contains("sotto-pulse"));
    bob.close();

    assertThat(threads("after")).noneMatch(ClosingTest::isOurs);
    assertThat(start("ann").items(Circle.NEWS)).hasSize(20);
  }

  @Test
  void anInterruptedPublisherIsLetGoAndTheNodeGoesOn() throws Exception {
    var node = start("ann");
    var publisher = new FutureTask<>(() -> node.publish(Circle.NEWS, new byte[1], Circle.HOUR));
    var thread = Thread.ofVirtual().unstarted(publisher);
    thread.start();
    thread.interrupt();
    thread.join();

    assertThat(node.publish(Circle.NEWS, new byte[2], Circle.HOUR)).isNotNull();
    assertThat(node.status().phase()).isEqualTo(NodeStatus.Phase.RUNNING);
  }

  @Test
  void anInterruptedCloserIsLetGoAndTheNodeClosesAllTheSame() throws Exception {
    var node = start("ann");
    var closer =
        Thread.ofVirtual()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  node.close();
                });
    closer.join();

    Circle.awaitStatus(node, status -> status.phase() == NodeStatus.Phase.CLOSED);
    node.close();
    start("ann");
  }

  /// The watchdog of all sessions of the process ends by itself when there is none.
  private static boolean isOurs(String line) {
    return line.contains("\"sotto-") && !line.contains("\"sotto-watchdog");
  }

  private static int publishUntilClosed(Node node, int each) throws Exception {
    for (var count = 0; ; count++) {
      try {
        var body = new byte[] {(byte) each, (byte) count, (byte) (count >> 8)};
        node.publish(Circle.NEWS, body, Circle.HOUR);
      } catch (NodeException.NodeClosed _) {
        return count;
      }
    }
  }

  /// Every thread of this process, virtual ones too.
  private List<String> threads(String name) throws IOException {
    var file = directory.resolve(name);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    return Files.readAllLines(file);
  }

  private Node start(String name) throws Exception {
    var node = Node.start(NodeConfig.at(directory.resolve(name)).on(fabric.provider()));
    nodes.add(node);
    return node;
  }

  private static void assertClosed(Callable<?> call) {
    assertThatExceptionOfType(NodeException.NodeClosed.class).isThrownBy(call::call);
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }
}
