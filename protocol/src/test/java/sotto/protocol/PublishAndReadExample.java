package sotto.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.spi.NetworkProvider;

/// The example of the README, run as a test: two nodes, one item.
@Timeout(60)
class PublishAndReadExample {

  @TempDir Path directory;

  @Test
  void anItemGoesFromOneNodeToAnother() throws Exception {
    // @start region="use"
    var network = NetworkChoice.of(NetworkProvider.of("loopback")); // or "tor", or "i2p"
    network = network.with("registry", directory.resolve("registry").toString());
    var news = Topic.named("news");

    try (var ann = Node.start(NodeConfig.at(directory.resolve("ann")).on(network));
        var bob = Node.start(NodeConfig.at(directory.resolve("bob")).on(network));
        var feed = bob.feedFromStart(news)) {
      bob.connect(ann.addresses().getFirst());
      ann.publish(news, "sotto voce".getBytes(UTF_8), Duration.ofHours(1));

      switch (feed.next()) {
        case Delivery.Arrived(var item) -> read(new String(item.body(), UTF_8));
        case Delivery.Missed(var count) -> read("too slow for " + count);
      }
    }
    // @end
  }

  private static void read(String text) {
    if (!text.equals("sotto voce")) {
      throw new AssertionError(text);
    }
  }
}
