package sotto.testnet.i2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
  void aDestinationAtOneRouterIsReachedFromAnotherAndNothingIsLeft() throws Exception {
    var children = ProcessHandle.current().descendants().count();
    var steps = new ArrayList<String>();
    Path directory;
    List<Long> ids;
    try (var network = I2pTestnet.start(I2pTestnet.Options.ordinary().progress(steps::add))) {
      directory = network.directory();
      ids = Files.readAllLines(directory.resolve("pids")).stream().map(Long::valueOf).toList();
      assertThat(ids).hasSize(1).allMatch(Processes::runs);
      // The keeper, and what it reads with: a test that counts its children sees no router of ours.
      assertThat(ProcessHandle.current().descendants().count() - children).isEqualTo(2);
      if (network.isolated()) {
        assertThat(Processes.interfaces(ids.getFirst())).containsExactly("lo");
      }
      carries(network);
    }

    assertThat(ids).noneMatch(Processes::runs);
    assertThat(directory).doesNotExist();
    assertThat(steps).contains("introducing the routers to each other");
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(children);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("NTCP") || name.startsWith("JobQueue"));
  }

  @Test
  void twoNetworksRunAtOnceAndKnowNothingOfEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<I2pTestnet> start = () -> I2pTestnet.start(I2pTestnet.Options.ordinary().hops(1));
      var one = threads.submit(start);
      var two = threads.submit(start);
      try (var first = one.get();
          var second = two.get()) {
        assertThat(first.directory()).isNotEqualTo(second.directory());
        assertThat(seeds(first)).hasSize(3).doesNotContainAnyElementsOf(seeds(second));
        carries(first);
        carries(second);
      }
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
      assertThat(near.says("sotto voce", far)).isEqualTo("sotto voce");
    }
  }
}
