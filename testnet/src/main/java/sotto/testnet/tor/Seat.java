package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a node is on the network: at one of its clients, or with a tor of its own.
sealed interface Seat {

  /// The settings of the backend that put a node there.
  Map<String, String> settings();

  /// A node that attaches.
  ///
  /// @param client the tor that it attaches to
  record Attached(TorClient client) implements Seat {
    @Override
    public Map<String, String> settings() {
      return client.settings();
    }
  }

  /// A node that spawns its tor, through a program that notes the process and can be barred.
  ///
  /// @param binary the program
  /// @param torrc the lines that bind it to the network
  /// @param bar while this file is there, the program does nothing
  /// @param pids the processes that were started, one a line
  record Spawned(Path binary, Path torrc, Path bar, Path pids) implements Seat {

    static Spawned make(TorTestnet network, int number) throws IOException {
      var place =
          Files.createDirectories(network.directory().resolve("bin").resolve("node-" + number));
      var bar = place.resolve("bar");
      var pids = place.resolve("pids");
      var before =
          """
          if [ -e '%s' ]; then
            echo 'This tor is barred.' >&2
            exit 1
          fi
          echo $$ >>'%s'
          """
              .formatted(bar, pids);
      var binary = network.launchers().write(place.resolve("tor"), before);
      return new Spawned(binary, network.torrc(), bar, pids);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("mode", "system", "binary", binary.toString(), "torrc", torrc.toString());
    }
  }
}
