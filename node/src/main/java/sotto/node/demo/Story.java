package sotto.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import sotto.node.control.Ask;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Terminal;
import sotto.protocol.Topic;
import sotto.spi.NetworkProvider;

/// What the demo shows, step by step; a step that does not come true ends it.
public final class Story {

  /// How few nodes make a world: two that talk, one that is killed, one that comes late.
  public static final int NODES_MIN = 3;

  /// How many nodes one machine should be asked for.
  public static final int NODES_MAX = 12;

  private static final String TOPIC = Topic.named("demo").text();
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(60);

  private final Stage stage;
  private final Patience patience;
  private final RandomGenerator random;
  private final World world;
  private final List<String> networks;
  private final int size;
  private final List<Child> nodes = new ArrayList<>();
  private final Set<String> published = new LinkedHashSet<>();

  private Story(
      World world,
      List<String> networks,
      int size,
      Stage stage,
      Patience patience,
      RandomGenerator random) {
    this.world = world;
    this.networks = networks;
    this.size = size;
    this.stage = stage;
    this.patience = patience;
    this.random = random;
  }

  /// Tells the story from the beginning to the end.
  ///
  /// @param backends the networks' backends, at least one; every node is on all of them
  /// @param ofThisMachine whether a backend reaches nothing but this machine
  /// @param nodes how many there are at the end
  public static void tell(
      Recipe recipe,
      List<NetworkProvider> backends,
      Predicate<NetworkProvider> ofThisMachine,
      int nodes,
      Terminal terminal,
      RandomGenerator random)
      throws Failure, InterruptedException {
    var stage = new Stage(terminal);
    var patience = new Patience(Duration.ofSeconds(30).plus(firstContact(backends)), LOOK);
    var ground = Ground.of(backends, ofThisMachine);
    try (var world = World.make(recipe, ground)) {
      try {
        if (ground.takesTime()) {
          stage.step(
              "a private network starts on this machine for %s, which takes some seconds"
                  .formatted(String.join(" and for ", ground.schemes())));
        }
        new Story(world, ground.schemes(), nodes, stage, patience, random).tell();
      } catch (Failure | IOException e) {
        if (world.ended()) {
          throw new InterruptedException("the world ended before its story");
        }
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(
          Exit.FAILED,
          "The demo cannot start its processes. What to do: check that the temporary directory has"
              + " room, and that this user may start processes.",
          e);
    }
    stage.say(
        "everything is gone again: no process, no file; %.1f s in all"
            .formatted(stage.elapsed().toMillis() / 1000.0));
  }

  private void tell() throws IOException, Failure, InterruptedException {
    begin();
    connect();
    publish();
    comeLate();
    var crash = new Crash(nodes.get(1), world, stage, patience, random);
    var kept = crash.happen(TOPIC, TTL);
    published.addAll(kept);
    spread("what it had acknowledged reaches everybody");
    crossed();
    stage.say(
        "summary: %d nodes, %d items, each on every node; 1 kill -9, %d acknowledged puts, 0 lost"
            .formatted(nodes.size(), published.size(), kept.size()));
  }

  private void begin() throws IOException, Failure, InterruptedException {
    stage.step("%d nodes start, each a process with a directory of its own".formatted(size - 1));
    for (var i = 0; i < size - 1; i++) {
      nodes.add(world.add(List.of()));
    }
    for (var node : nodes) {
      node.awaitAddresses(patience);
      stage.say("  %s listens at %s".formatted(node.name(), node.tags()));
    }
  }

  private void connect() throws Failure, InterruptedException {
    stage.step("each is told of one other; links come up");
    for (var i = 1; i < nodes.size(); i++) {
      nodes.get(i).ask(new Ask.Connect(nodes.get(i - 1).address(network(i - 1))));
    }
    if (nodes.size() > 2) {
      var last = nodes.getLast().address(network(nodes.size() - 1));
      nodes.getFirst().ask(new Ask.Connect(last));
    }
    for (var node : nodes) {
      patience.until(node.name() + " found nobody", () -> node.sessions() >= Math.min(2, size - 2));
    }
    for (var node : nodes) {
      stage.say(
          "  %s has sessions with %d peers%s".formatted(node.name(), node.sessions(), over(node)));
    }
  }

  /// Returns the network for a link: they take turns, so that items have to change from one to the
  /// other on their way.
  private String network(int link) {
    return networks.get(link % networks.size());
  }

  private static Duration firstContact(List<NetworkProvider> backends) {
    return backends.stream()
        .map(backend -> backend.traits().firstContact())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /// Says over which networks a node's sessions go, where there are several.
  private String over(Child node) throws Failure {
    if (networks.size() == 1) {
      return "";
    }
    var parts = new ArrayList<String>();
    node.sessionsByNetwork().forEach((scheme, count) -> parts.add(count + " over " + scheme));
    return ": " + Stage.list(parts);
  }

  /// Checks that every network carried something, where there are several.
  private void crossed() throws Failure {
    if (networks.size() == 1) {
      return;
    }
    var all = new LinkedHashMap<String, Long>();
    for (var node : nodes) {
      node.sessionsByNetwork().forEach((scheme, count) -> all.merge(scheme, count, Long::sum));
    }
    var parts = new ArrayList<String>();
    for (var network : all.entrySet()) {
      if (network.getValue() == 0) {
        throw new Failure(
            Exit.FAILED,
            "Nothing went over %s. What to do: run the demo again with --verbose."
                .formatted(network.getKey()));
      }
      // Each session has two ends.
      parts.add("%d over %s".formatted((network.getValue() + 1) / 2, network.getKey()));
    }
    stage.say("  sessions: %s; items crossed from one to the other".formatted(Stage.list(parts)));
  }

  private void publish() throws Failure, InterruptedException {
    stage.step("every node publishes two items; everybody passes them on");
    for (var round = 1; round <= 2; round++) {
      for (var node : nodes) {
        var body = "item %d of %s".formatted(round, node.name()).getBytes(UTF_8);
        published.add(node.ask(Ask.Put.of(TOPIC, TTL, body)).get("id").getAsString());
      }
    }
    spread("every item is on every node");
  }

  private void comeLate() throws IOException, Failure, InterruptedException {
    stage.step("a node comes late, and knows one other");
    var late = world.add(List.of("--peer", nodes.getFirst().address(networks.getLast())));
    nodes.add(late);
    late.awaitAddresses(patience);
    stage.say("  %s listens at %s".formatted(late.name(), late.tags()));
    spread(late.name() + " caught up");
  }

  private void spread(String then) throws Failure, InterruptedException {
    var start = System.nanoTime();
    try {
      patience.until("the items did not reach everybody", this::spread);
    } catch (Failure e) {
      stage.say("  missing: " + Stage.bars(counts(), published.size()));
      throw e;
    }
    stage.say(
        "  %s after %.1f s:  %s"
            .formatted(
                then, (System.nanoTime() - start) / 1e9, Stage.bars(counts(), published.size())));
  }

  private boolean spread() throws Failure {
    var counts = counts();
    stage.spread(counts, published.size());
    return counts.values().stream().allMatch(count -> count == published.size());
  }

  private Map<String, Long> counts() throws Failure {
    var counts = new LinkedHashMap<String, Long>();
    for (var node : nodes) {
      counts.put(node.name(), node.items(TOPIC).stream().filter(published::contains).count());
    }
    return counts;
  }
}
