package sotto.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import sotto.backend.loopback.LoopbackProvider;
import sotto.spi.NetworkProvider;

/// Nodes of one test, each with a directory of its own, on one network over 127.0.0.1.
final class Circle implements AutoCloseable {

  static final Topic NEWS = Topic.named("news");
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration PATIENCE = Duration.ofSeconds(50);

  private final Path root;
  private final Map<String, Node> nodes = new HashMap<>();

  Circle(Path root) {
    this.root = root;
  }

  /// What a node of this name is made of, the same each time.
  NodeConfig config(String name) {
    return NodeConfig.at(root.resolve(name)).on(network(new LoopbackProvider()));
  }

  NetworkChoice network(NetworkProvider provider) {
    return NetworkChoice.of(provider).with("registry", root.resolve("registry").toString());
  }

  Node start(String name) throws NodeException, InterruptedException {
    return start(name, config(name));
  }

  Node start(String name, NodeConfig config) throws NodeException, InterruptedException {
    var node = Node.start(config);
    nodes.put(name, node);
    return node;
  }

  void stop(String name) {
    nodes.remove(name).close();
  }

  static void connect(Node from, Node to) throws NodeException, InterruptedException {
    from.connect(to.addresses().getFirst());
    awaitStatus(from, status -> status.sessions() > 0);
    awaitStatus(to, status -> status.sessions() > 0);
  }

  /// Waits until a node's status is as it should be.
  static NodeStatus awaitStatus(Node node, Predicate<NodeStatus> wanted)
      throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var status = node.status();
    while (!wanted.test(status)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never so: " + status);
      }
      status = node.awaitStatus(status.sequence(), Duration.ofMillis(200));
    }
    return status;
  }

  /// Waits for as many items.
  static List<Item> take(Feed feed, int count) throws NodeException, InterruptedException {
    var items = new ArrayList<Item>();
    while (items.size() < count) {
      switch (feed.next(PATIENCE).orElseThrow(() -> new AssertionError("had only " + items))) {
        case Delivery.Arrived(var item) -> items.add(item);
        case Delivery.Missed(var missed) -> throw new AssertionError("missed " + missed);
      }
    }
    return items;
  }

  @Override
  public void close() {
    nodes.values().forEach(Node::close);
  }
}
