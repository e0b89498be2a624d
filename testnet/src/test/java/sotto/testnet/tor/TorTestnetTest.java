package sotto.testnet.tor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import sotto.testnet.Part;
import sotto.testnet.Processes;

/// A network starts, carries something, and leaves nothing behind.
@Timeout(180)
class TorTestnetTest {

  @BeforeEach
  void tor() {
    Part.program("tor");
  }

  @RepeatedTest(3)
  void anOnionOfOneClientIsReachedThroughAnotherAndNothingIsLeft() throws Exception {
    var children = ProcessHandle.current().descendants().count();
    var steps = new ArrayList<String>();
    Path directory;
    List<Long> ids;
    try (var network = TorTestnet.start(TorTestnet.Options.ordinary().progress(steps::add))) {
      directory = network.directory();
      ids = Files.readAllLines(directory.resolve("pids")).stream().map(Long::valueOf).toList();
      assertThat(ids).hasSize(7).allMatch(Processes::runs);
      // The keeper, and what it reads with: a test that counts its children sees no tor of ours.
      assertThat(ProcessHandle.current().descendants().count() - children).isEqualTo(2);
      var first = network.clients().getFirst();
      try (var onion = new RawOnion(first, directory.resolve("door")).published()) {
        assertThat(onion.visit(network.clients().getLast(), "ann")).isEqualTo(RawOnion.PAGE);
      }
    }

    assertThat(ids).noneMatch(Processes::runs);
    assertThat(directory).doesNotExist();
    assertThat(steps).contains("voting");
  }
}
