package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Brings a network up, in the order that works every time.
///
/// Authority and relays start with the first vote far away. When the authority has every relay's
/// descriptor, it is told to vote at once; when there is a consensus, the relays are told to fetch
/// it; when they have all that it names, the clients start. Without these barriers a relay misses
/// the first vote, or a client asks a relay that knows nothing yet and sulks for ten seconds.
final class Bootstrap {

  /// All of it takes about eight seconds on two idle cores; this is for a machine that is busy.
  private static final Duration START_MAX = Duration.ofMinutes(2);

  /// A vote and a signature each within a second; the shortest interval that tor accepts is a
  /// second more than both delays, and if the machine was too slow for one, the next works.
  private static final int FIRST_INTERVAL = 5;

  private static final int AHEAD = 2;
  private static final int FAR_INTERVAL = 300;

  private final Daemon.Ground ground;
  private final TorTestnet.Options options;
  private final InstantSource clock = InstantSource.system();
  private final Deadline deadline = Deadline.in(START_MAX);
  private final long owner = ProcessHandle.current().pid();
  private final List<Daemon> relays = new ArrayList<>();
  private final Path schedule;

  Bootstrap(Daemon.Ground ground, TorTestnet.Options options) {
    this.ground = ground;
    this.options = options;
    schedule = ground.directory().resolve("schedule");
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
    // Three hundred seconds are divided by the offset of the day; now is as far from a vote as
    // can be.
    schedule(FAR_INTERVAL, Math.floorMod(seconds() - FAR_INTERVAL / 2, FAR_INTERVAL));
    startRelays(authority);
    tell("waiting for the relays' descriptors");
    try (var control = relays.getFirst().connect()) {
      await(
          relays.getFirst(),
          "does not get the relays' descriptors",
          () -> count(control, "desc/all-recent", "router ") == relays.size());
      tell("voting");
      schedule(FIRST_INTERVAL, Math.floorMod(seconds() + AHEAD, FIRST_INTERVAL));
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
        Torrc.authority(ports.authorityOr(), ports.authorityDir(), schedule));
    for (var i = 0; i < options.relays(); i++) {
      add(authority, "relay-" + i, Torrc.relay(ports.relay(i)));
    }
    for (var relay : relays) {
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

  private void schedule(int interval, long offset) throws IOException {
    Files.writeString(
        schedule,
        "TestingV3AuthInitialVotingInterval %d\nTestingV3AuthVotingStartOffset %d\n"
            .formatted(interval, offset));
  }

  private long seconds() {
    return clock.instant().getEpochSecond();
  }

  private void tell(String step) {
    Consumer<String> progress = options.progress();
    progress.accept(step);
  }
}
