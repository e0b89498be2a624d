package sotto.node.command;

import com.google.gson.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.control.ControlServer;
import sotto.node.running.Causes;
import sotto.node.running.Choice;
import sotto.node.running.Progress;
import sotto.node.running.RunningNode;
import sotto.node.running.Shown;
import sotto.node.running.Until;
import sotto.node.settings.Settings;
import sotto.node.settings.Surroundings;
import sotto.node.settings.Version;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.protocol.NetworkChoice;
import sotto.protocol.Node;
import sotto.protocol.NodeConfig;
import sotto.protocol.NodeException;
import sotto.protocol.NodeStatus.Phase;
import sotto.spi.Address;
import sotto.spi.NetworkException;

/// Runs a node until it is interrupted or terminated.
@Command(name = "run", description = "Run a node until interrupted or terminated.")
final class RunCommand implements Callable<Integer> {

  private static final Duration STATUS_WAIT = Duration.ofHours(1);

  @Mixin final Common common;
  @Mixin final Picks picks = new Picks();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      split = ",",
      description = "which network to run on, such as tor; may be repeated")
  List<String> backends = new ArrayList<>();

  @Option(
      names = "--peer",
      paramLabel = "ADDRESS",
      split = ",",
      description = "a peer to know from the start; may be repeated")
  List<String> peers = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "BACKEND.NAME=VALUE",
      description = "a backend's setting; @FILE as value reads it from a file; may be repeated")
  Map<String, String> set = new TreeMap<>();

  @Option(names = "--show-address", description = "print our addresses whole, on stdout")
  boolean showAddress;

  @Option(names = "--end-with-stdin", hidden = true)
  boolean endWithStdin;

  private final Settings settings;

  RunCommand(Surroundings surroundings, Settings settings) {
    common = new Common(surroundings);
    this.settings = settings;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    var chosen = picks.choice().of(backends);
    var choices = Choice.configured(chosen, set, settings.ofBackends());
    var directory = common.directory();
    directory.prepare();
    var random = new SecureRandom();
    try (var until = Until.interrupted();
        var node = start(config(choices, random));
        var _ =
            ControlServer.open(directory, new RunningNode(node, InstantSource.system()), random)) {
      if (endWithStdin) {
        until.endWith(common.surroundings().in());
      }
      banner(choices);
      addresses(node);
      var failed = follow(node, until);
      common.terminal().note(failed ? "stopping: the node failed" : "stopping");
      return failed ? Exit.FAILED.code() : Exit.OK.code();
    } finally {
      event(Json.answer().with("event", "stopped").object(), "stopped");
    }
  }

  private NodeConfig config(List<NetworkChoice> choices, SecureRandom random) throws Failure {
    var config = NodeConfig.at(common.directory().path()).with(random);
    for (var choice : choices) {
      config = config.on(choice);
    }
    for (var peer : peers) {
      config = config.knowing(address(peer, choices));
    }
    return config;
  }

  private static Address address(String text, List<NetworkChoice> choices) throws Failure {
    for (var choice : choices) {
      try {
        return choice.provider().addresses().parse(text);
      } catch (NetworkException.AddressRejected e) {
        // Another of our networks may know it: on to the next.
      }
    }
    throw new Failure(
        Exit.USAGE,
        "A --peer is not an address of %s. What to do: copy it whole."
            .formatted(
                choices.stream()
                    .map(choice -> choice.provider().scheme())
                    .collect(Collectors.joining(" or "))));
  }

  private static Node start(NodeConfig config) throws Failure, InterruptedException {
    try {
      return Node.start(config);
    } catch (NodeException e) {
      throw Causes.ofStart(e);
    }
  }

  /// Shows the status as it changes, and tells at the end whether the node failed.
  private boolean follow(Node node, Until until) throws InterruptedException {
    var progress = new Progress(common.terminal(), common.json);
    var watcher =
        Thread.ofVirtual()
            .start(
                () -> {
                  var last = -1L;
                  try {
                    while (!until.isOver()) {
                      var status = node.awaitStatus(last, STATUS_WAIT);
                      if (status.sequence() > last) {
                        progress.show(status);
                      }
                      last = status.sequence();
                      if (status.phase() != Phase.RUNNING) {
                        until.end();
                      }
                    }
                  } catch (InterruptedException e) {
                    // The program ends.
                  }
                });
    until.await();
    watcher.interrupt();
    watcher.join();
    return node.status().phase() == Phase.FAILED;
  }

  private void banner(List<NetworkChoice> choices) {
    var names =
        choices.stream()
            .map(choice -> choice.provider().scheme() + " (" + Choice.jar(choice.provider()) + ")")
            .collect(Collectors.joining(", "));
    var directory = common.surroundings().shown(common.directory().path());
    common.terminal().note("sotto %s  backend %s".formatted(Version.text(), names));
    common.terminal().note("data         " + directory);
    for (var choice : choices) {
      if (BackendsCommand.testOnly(choice.provider())) {
        common.terminal().note("TEST ONLY    " + choice.provider().scheme() + ": no anonymity");
      }
    }
  }

  private void addresses(Node node) {
    for (var address : node.addresses()) {
      var text = Shown.address(address, showAddress);
      event(Json.answer().with("event", "listening").with("address", text).object(), "");
      if (!common.json && showAddress) {
        common.terminal().print(text);
      }
      common.terminal().note("listening    " + Shown.address(address, false));
    }
  }

  private void event(JsonObject json, String note) {
    if (common.json) {
      common.terminal().print(json);
    } else if (!note.isEmpty()) {
      common.terminal().note(note);
    }
  }
}
