package sotto.testnet.tor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.testnet.Part;

/// A network starts, carries something, and leaves nothing behind.
@Timeout(180)
class TorTestnetTest {

  @BeforeEach
  void tor() {
    Part.tor();
  }

  @RepeatedTest(3)
  void anOnionOfOneClientIsReachedThroughAnother() throws Exception {
    var steps = new ArrayList<String>();
    var options = TorTestnet.Options.ordinary().progress(steps::add);
    try (var network = TorTestnet.start(options)) {
      var directory = network.directory();
      var first = network.clients().getFirst();
      var id = first.pid().orElseThrow();
      assertThat(steps).contains("voting");
      try (var onion = new RawOnion(first, directory.resolve("door")).published()) {
        assertThat(onion.visit(network.clients().getLast(), "ann")).isEqualTo(RawOnion.PAGE);
      }

      network.close();

      assertThat(Processes.runs(id)).isFalse();
      assertThat(directory).doesNotExist();
    }
  }

  @Test
  void noProcessOfItIsAChildOfThisOneButTheKeeper() throws Exception {
    var before = ProcessHandle.current().descendants().count();
    try (var network = TorTestnet.start(TorTestnet.Options.ordinary().clients(1))) {
      assertThat(ProcessHandle.current().descendants().count() - before).isLessThanOrEqualTo(2);
      assertThat(network.clients()).hasSize(1);
    }
  }
}
