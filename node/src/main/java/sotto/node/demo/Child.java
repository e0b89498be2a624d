package sotto.node.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.running.Shown;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.spi.Address;
import sotto.spi.ListenerStatus;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkStatus;

/// One node of the demo: a data directory, and most of the time a process.
///
/// Confined to the story's thread, except that any thread may end the process.
final class Child {

  private static final long LOG_SHOWN = 2000;

  /// What a listener says while the network does not know it yet.
  private static final Set<String> ON_THE_WAY =
      Stream.of(ListenerStatus.State.PUBLISHING, ListenerStatus.State.DEGRADED)
          .map(Shown::word)
          .collect(Collectors.toSet());

  /// What a network says when it can be dialled on.
  private static final Set<String> USABLE =
      Stream.of(NetworkStatus.Phase.READY, NetworkStatus.Phase.DEGRADED)
          .map(Shown::word)
          .collect(Collectors.toSet());

  private final String name;
  private final Path home;
  private final Recipe recipe;
  private final Set<String> confirming;
  private volatile Process process;

  private Child(String name, Path home, Recipe recipe, Set<String> confirming, Process process) {
    this.name = name;
    this.home = home;
    this.recipe = recipe;
    this.confirming = confirming;
    this.process = process;
  }

  /// Starts a node in a directory of its own.
  ///
  /// @param confirming the networks that say when an address is published
  static Child start(
      String name, Path world, Recipe recipe, List<String> confirming, List<String> more)
      throws IOException {
    var home = Files.createDirectory(world.resolve(name));
    return new Child(name, home, recipe, Set.copyOf(confirming), launch(home, recipe, more));
  }

  /// Starts the node again on what it left behind.
  void restart() throws IOException {
    process = launch(home, recipe, List.of());
  }

  private static Process launch(Path home, Recipe recipe, List<String> more) throws IOException {
    var log = home.resolve("log").toFile();
    return new ProcessBuilder(
            recipe.commandLine(home.resolve("data"), home.resolveSibling("tmp"), more))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  String name() {
    return name;
  }

  /// Waits until the node answers and has addresses that may be dialled: whoever dials too early
  /// has to wait for longer than whoever waits.
  void awaitAddresses(Patience patience) throws Failure, InterruptedException {
    patience.until(name + " did not start", () -> !alive() || answersWithAddresses());
    if (!alive()) {
      throw new Failure(Exit.FAILED, name + " ended by itself. It said: " + log());
    }
  }

  /// Returns where the node listens on one of its networks.
  String address(String scheme) throws Failure {
    for (var network : networks()) {
      if (scheme.equals(network.get("scheme").getAsString())) {
        return network.get("address").getAsString();
      }
    }
    throw new Failure(Exit.FAILED, name + " does not run on " + scheme + ".");
  }

  /// Returns where the node listens as `loopback:~k3f9`, which tells addresses apart in this
  /// process, and tells nobody else anything; on several networks as a list.
  String tags() throws Failure {
    var tags = new ArrayList<String>();
    for (var network : networks()) {
      try {
        tags.add(Address.parse(network.get("address").getAsString()).toString());
      } catch (AddressRejected e) {
        throw new Failure(Exit.FAILED, name + " named an address that is none.");
      }
    }
    return Stage.list(tags);
  }

  /// Returns how many sessions the node has.
  long sessions() throws Failure {
    return ask(new Ask.Status(false)).get("sessions").getAsLong();
  }

  /// Returns how many sessions the node has over each of its networks.
  Map<String, Long> sessionsByNetwork() throws Failure {
    var sessions = new LinkedHashMap<String, Long>();
    for (var network : networks()) {
      sessions.put(network.get("scheme").getAsString(), network.get("sessions").getAsLong());
    }
    return sessions;
  }

  /// Returns which items of a topic the node has.
  List<String> items(String topic) throws Failure {
    var ids = new ArrayList<String>();
    try (var client = client()) {
      client.ask(new Ask.Listing(topic), part -> ids.add(part.get("id").getAsString()));
    }
    return ids;
  }

  JsonObject ask(Ask ask) throws Failure {
    try (var client = client()) {
      return client.ask(ask);
    }
  }

  ControlClient client() throws Failure {
    return ControlClient.open(new DataDirectory(home.resolve("data")));
  }

  /// Ends the process without asking it, as a power cut would.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// Asks the process to end.
  void terminate() {
    process.destroy();
  }

  /// Waits for the process to end, and ends it by force if it does not.
  ///
  /// @return whether it ended by itself
  boolean ended(Duration patience) throws InterruptedException {
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  boolean alive() {
    return process.isAlive();
  }

  /// Returns the last that the node said on stderr.
  String log() {
    try {
      var text = Files.readString(home.resolve("log"));
      return text.substring((int) Math.max(0, text.length() - LOG_SHOWN)).strip();
    } catch (IOException e) {
      return "(nothing)";
    }
  }

  private boolean answersWithAddresses() {
    try {
      return networks().stream().allMatch(this::mayBeDialled);
    } catch (Failure e) {
      // Not yet: the caller asks again until its patience ends.
      return false;
    }
  }

  private boolean mayBeDialled(JsonObject network) {
    var listening = network.getAsJsonObject("listener").get("state").getAsString();
    var known =
        confirming.contains(network.get("scheme").getAsString())
            ? !ON_THE_WAY.contains(listening)
            : USABLE.contains(network.get("phase").getAsString());
    return known && !network.get("address").isJsonNull();
  }

  private List<JsonObject> networks() throws Failure {
    return ask(new Ask.Status(true)).getAsJsonArray("networks").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }
}
