package sotto.tck.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Streams;

/// A tiny peer: it passes on every item that it has not seen to all its neighbours, and gives all
/// that it has to a neighbour who is new.
///
/// Safe for use by any number of threads.
final class Gossip {

  private static final int ITEM_MAX = 1000;
  private static final int ITEMS_MAX = 100;

  private final Bench bench;
  private final Network network;
  private final Listener listener;
  private final List<Link> neighbours = new ArrayList<>();
  private final Set<String> items = new LinkedHashSet<>();

  private Gossip(Bench bench, Network network, Listener listener) {
    this.bench = bench;
    this.network = network;
    this.listener = listener;
  }

  static Gossip start(Bench bench) throws Exception {
    var network = bench.network();
    var node = new Gossip(bench, network, bench.listen(network));
    bench.start("a gossip's listener", node::serve);
    return node;
  }

  private int serve() throws Exception {
    var links = 0;
    while (true) {
      try {
        meet(listener.accept());
        links++;
      } catch (NetworkClosed _) {
        return links;
      }
    }
  }

  void join(Gossip other) throws Exception {
    meet(bench.dial(network, other.listener.address()));
  }

  private synchronized void meet(Link link) throws IOException {
    neighbours.add(link);
    for (var item : items) {
      send(link, HexFormat.of().parseHex(item));
    }
    bench.start("a gossip's link", () -> listen(link));
  }

  private int listen(Link link) {
    try {
      while (true) {
        var length = ByteBuffer.wrap(Streams.read(link, Integer.BYTES)).getInt();
        Check.that(length >= 0 && length <= ITEM_MAX, "an item's length arrived damaged (N1)");
        publish(Streams.read(link, length));
      }
    } catch (IOException _) {
      // The case is over and closed the networks.
      return 0;
    }
  }

  synchronized void publish(byte[] item) throws IOException {
    if (items.size() < ITEMS_MAX && items.add(HexFormat.of().formatHex(item))) {
      for (var link : neighbours) {
        send(link, item);
      }
      notifyAll();
    }
  }

  private static void send(Link link, byte[] item) throws IOException {
    var message = ByteBuffer.allocate(Integer.BYTES + item.length);
    Streams.write(link, message.putInt(item.length).put(item).array());
  }

  synchronized void awaitItems(int count) throws InterruptedException {
    var end = System.nanoTime() + bench.patience().firstContact().toNanos();
    while (items.size() < count) {
      var left = end - System.nanoTime();
      Check.that(left > 0, "%d of %d items reached a node".formatted(items.size(), count));
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  synchronized Set<String> items() {
    return Set.copyOf(items);
  }
}
