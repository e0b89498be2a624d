package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.testnet.Part;
import sotto.testnet.Processes;

/// A network starts, carries something, and leaves nothing behind.
@Timeout(180)
class I2pTestnetTest {

  @BeforeEach
  void i2p() {
    Part.leaveOutOnRequest("i2p");
  }

  @Test
  void twoNetworksCarryStreamsAndLeaveNothing() throws Exception {
    var children = ProcessHandle.current().descendants().count();
    var steps = Collections.synchronizedList(new ArrayList<String>());
    var options = I2pTestnet.Options.ordinary().progress(steps::add);
    var left = new ArrayList<Left>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> I2pTestnet.start(options));
      var two = threads.submit(() -> I2pTestnet.start(options.hops(1)));
      try (var first = one.get();
          var second = two.get()) {
        left.add(Left.of(first));
        left.add(Left.of(second));
        // A keeper each, and what it reads with: a test that counts its children sees no router.
        assertThat(ProcessHandle.current().descendants().count() - children).isEqualTo(4);
        assertThat(seeds(first)).hasSize(3).doesNotContainAnyElementsOf(seeds(second));
        carries(first);
        carries(second);
      }
    }

    assertThat(left).noneMatch(Left::runs).noneMatch(each -> Files.exists(each.directory));
    assertThat(steps).contains("introducing the routers to each other");
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(children);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("NTCP") || name.startsWith("JobQueue"));
  }

  /// What must not be there afterwards.
  private record Left(Path directory, long id) {

    static Left of(I2pTestnet network) throws Exception {
      var ids = Files.readAllLines(network.directory().resolve("pids"));
      assertThat(ids).hasSize(1);
      var left = new Left(network.directory(), Long.parseLong(ids.getFirst()));
      assertThat(left).matches(Left::runs);
      if (network.isolated()) {
        assertThat(Processes.interfaces(left.id)).containsExactly("lo");
      }
      return left;
    }

    boolean runs() {
      return Processes.runs(id);
    }
  }

  private static List<String> seeds(I2pTestnet network) throws Exception {
    try (var files = Files.list(network.directory().resolve("seeds"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void carries(I2pTestnet network) throws Exception {
    try (var far = RawDestination.at(network.routers().getLast()).echoing();
        var near = RawDestination.at(network.routers().getFirst())) {
      assertThat(near.says("sotto voce", far, network)).isEqualTo("sotto voce");
    }
  }
}
