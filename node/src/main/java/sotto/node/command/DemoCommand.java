package sotto.node.command;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.demo.Recipe;
import sotto.node.demo.Story;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.spi.NetworkProvider;

/// Shows a small world of nodes on this machine.
@Command(
    name = "demo",
    description = "Show a small world of nodes on this machine; everything is cleared away after.")
final class DemoCommand implements Callable<Integer> {

  @Mixin final Common common;
  @Mixin final Picks picks = new Picks();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "5",
      description = "how many nodes, 3 to 12 (default: ${DEFAULT-VALUE})")
  int nodes;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      split = ",",
      description =
          "which network to run on, if there are several; or more than one, such as tor,i2p")
  List<String> network = new ArrayList<>();

  DemoCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (nodes < Story.NODES_MIN || nodes > Story.NODES_MAX) {
      throw new Failure(
          Exit.USAGE,
          "The demo has %d to %d nodes. What to do: choose another --nodes."
              .formatted(Story.NODES_MIN, Story.NODES_MAX));
    }
    var backends = picks.choice().of(network);
    for (var backend : backends) {
      if (BackendsCommand.testOnly(backend)) {
        common
            .terminal()
            .note("TEST ONLY: the network '" + backend.scheme() + "' gives no anonymity.");
      }
    }
    var schemes = backends.stream().map(NetworkProvider::scheme).toList();
    var recipe = Recipe.ofThisProcess(schemes, picks.arguments());
    Story.tell(
        recipe, backends, BackendsCommand::testOnly, nodes, common.terminal(), new SecureRandom());
    return Exit.OK.code();
  }
}
