package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sotto.testnet.keep.Deadline;

/// Brings a network up, in the order that works every time.
///
/// Authority and relays start with the first vote far away. When the authority has every relay's
/// descriptor, it is told to vote at once; when there is a consensus, the relays are told to fetch
/// it; when they have all that it names, the clients start. Without these barriers a relay misses
/// the first vote, or a client asks a relay that knows nothing yet and sulks for ten seconds.
final class Bootstrap {

  /// All of it takes about eight seconds on two idle cores; this is for a machine that is busy.
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final Daemon.Ground ground;
  private final TorTestnet.Options options;
  private final Deadline deadline = Deadline.in(START_MAX);
  private final long owner = ProcessHandle.current().pid();
  private final List<Daemon> relays = new ArrayList<>();
  private final Vote vote;

  Bootstrap(Daemon.Ground ground, TorTestnet.Options options) {
    this.ground = ground;
    this.options = options;
    vote = new Vote(ground.directory(), InstantSource.system());
  }

  /// What came of it.
  ///
  /// @param authority the authority's keys and ports
  /// @param relays the authority's tor first, then the others
  /// @param clients the clients, all at 100 %
  record Running(Authority authority, List<Daemon> relays, List<TorClient> clients) {}

  Running run(Ports ports) throws IOException, InterruptedException {
    tell("making the authority's keys");
    var authority = Authority.make(ground, ports);
    vote.postpone();
    startRelays(authority);
    tell("waiting for the relays' descriptors");
    try (var control = relays.getFirst().connect()) {
      await(
          relays.getFirst(),
          "does not get the relays' descriptors",
          () -> count(control, "desc/all-recent", "router ") == relays.size());
      tell("voting");
      vote.now(control.ask("GETINFO desc/all-recent"));
      control.ask("SIGNAL HUP");
      await(
          relays.getFirst(), "does not publish a consensus", () -> relays.getFirst().said(AGREED));
    }
    tell("waiting for the relays to know each other");
    for (var relay : relays.subList(1, relays.size())) {
      relay.signal("HUP");
    }
    for (var relay : relays.subList(1, relays.size())) {
      try (var control = relay.connect()) {
        await(
            relay,
            "does not get the consensus",
            () -> count(control, "md/all", "onion-key") == relays.size());
      }
    }
    tell("starting the clients");
    return new Running(authority, relays, startClients(authority));
  }

  private static final String AGREED = "Published microdesc consensus";

  private void startRelays(Authority authority) throws IOException, InterruptedException {
    var ports = authority.ports();
    add(
        authority,
        Authority.NAME,
        Torrc.authority(ports.authorityOr(), ports.authorityDir(), vote.lines()));
    for (var i = 0; i < options.relays(); i++) {
      add(authority, "relay-" + i, Torrc.relay(ports.relay(i)));
    }
    for (var relay : relays) {
      Files.writeString(relay.directory().resolve("state"), vote.history());
      relay.start("");
    }
  }

  private void add(Authority authority, String name, String lines) throws IOException {
    var directory = ground.directory().resolve(name);
    var common = Torrc.common(authority.line(), name.replace("-", ""), directory, owner);
    relays.add(new Daemon(ground, name, common + lines));
  }

  private List<TorClient> startClients(Authority authority)
      throws IOException, InterruptedException {
    var clients = new ArrayList<TorClient>();
    for (var i = 0; i < options.clients(); i++) {
      var name = "client-" + i;
      var directory = ground.directory().resolve(name);
      var common = Torrc.common(authority.line(), name.replace("-", ""), directory, owner);
      var daemon = new Daemon(ground, name, common + Torrc.client(directory));
      daemon.start("");
      clients.add(new TorClient(daemon, authority.line()));
    }
    for (var client : clients) {
      client.awaitBootstrapped();
    }
    return List.copyOf(clients);
  }

  private void await(Daemon daemon, String otherwise, Deadline.Question question)
      throws IOException, InterruptedException {
    var held =
        deadline.await(
            () -> {
              for (var relay : relays) {
                relay.alive();
              }
              return question.holds();
            });
    if (!held) {
      throw daemon.failure(otherwise);
    }
  }

  private static long count(Control control, String what, String prefix) throws IOException {
    return control.ask("GETINFO " + what).stream().filter(line -> line.startsWith(prefix)).count();
  }

  private void tell(String step) {
    Consumer<String> progress = options.progress();
    progress.accept(step);
  }
}
