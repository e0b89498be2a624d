package sotto.tck.cases;

import java.nio.ByteBuffer;
import java.time.Duration;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.NetworkException.LinkLost;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Streams;

/// Says that links are over.
final class Over {

  private static final int CHUNK = 4096;
  private static final String FIRST = "!";

  private Over() {}

  /// Says that the peer's end of a link is gone, cleanly or not.
  static void gone(Bench bench, Link link, String what) throws Exception {
    var end =
        bench.start(
            what,
            () -> {
              try {
                Streams.readToEnd(link);
              } catch (LinkLost _) {
                // A link may also end like this where nobody closed it properly.
              }
              return true;
            });
    end.result();
    link.close();
  }

  /// Says that writing fails at last, however much was taken before, and returns how.
  static LinkLost writingFails(Bench bench, Link link, String what) throws Exception {
    var writing =
        bench.start(
            what,
            () -> {
              var taken = 0;
              while (taken < Filler.TAKEN_MAX) {
                taken += link.write(ByteBuffer.allocate(CHUNK));
              }
              return taken;
            });
    return writing.fails(LinkLost.class);
  }

  /// Says that a link knows that it was closed here.
  static void closedHere(Link link) {
    Check.that(!link.isOpen(), "a link says that it is open after it was closed (L4)");
  }

  /// Accepts the other end of a link that was dialled; dials that were given up before may have
  /// arrived late, and are over.
  static Link acceptBehindLateOnes(Bench bench, Listener listener, Link dialled) throws Exception {
    Streams.write(dialled, FIRST);
    while (true) {
      var link = bench.accept(listener);
      if (speaks(bench, link)) {
        return link;
      }
      link.close();
    }
  }

  private static boolean speaks(Bench bench, Link link) throws Exception {
    try {
      return link.read(ByteBuffer.allocate(FIRST.length()), bench.patience().soon()) > 0;
    } catch (LinkLost _) {
      return false;
    }
  }

  /// Accepts what has arrived, and says that all of it is over; returns how many there were.
  static int allArrived(Bench bench, Listener listener, String what) throws Exception {
    var count = 0;
    var arrived = listener.accept(bench.patience().glance());
    while (arrived.isPresent()) {
      gone(bench, arrived.get(), what);
      count++;
      arrived = listener.accept(Duration.ZERO);
    }
    return count;
  }
}
