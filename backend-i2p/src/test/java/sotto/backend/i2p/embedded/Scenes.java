package sotto.backend.i2p.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import sotto.backend.i2p.Nodes;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.testnet.i2p.I2pTestnet;

/// What routers of ours do in a private network.
final class Scenes {

  private static final long GONE_SECONDS = 30;

  private final I2pTestnet testnet;
  private final Path directory;

  Scenes(I2pTestnet testnet, Path directory) {
    this.testnet = testnet;
    this.directory = directory;
  }

  /// Two networks in this process, each with a router of its own; one of them ends and begins again
  /// with a directory from which everybody it knew has gone, and then loses its router.
  void twoRoutersReachEachOtherAndOneStartsAgain() throws Exception {
    var nearSettings = testnet.embedded();
    var farSettings = testnet.embedded();
    var farPlace = directory.resolve("far");
    var key = Nodes.key();
    try (var near = Nodes.open(directory.resolve("near"), nearSettings)) {
      long first;
      try (var far = Nodes.open(farPlace, farSettings);
          var listener = Nodes.usable(far).listen(key);
          var own = Nodes.usable(near).listen(Nodes.key())) {
        assertThat(Nodes.echoes(near, listener)).isPresent();
        assertThat(Nodes.echoes(far, own)).isPresent();
        first = router(farPlace);
        assertThat(router(directory.resolve("near"))).isNotEqualTo(first);
      }
      assertGone(first);
      assertThat(farPlace.resolve("router/running")).doesNotExist();
      forgetEverybody(farPlace.resolve("router/netDb"));
      try (var far = Nodes.open(farPlace, farSettings);
          var listener = Nodes.usable(far).listen(key)) {
        assertThat(router(farPlace)).isNotEqualTo(first);
        assertThat(Nodes.echoes(near, listener)).isPresent();
      }
    }
  }

  private static void forgetEverybody(Path database) throws IOException {
    try (var files = Files.walk(database)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Whoever started it is killed with SIGKILL.
  void aRouterDoesNotOutliveAProcessThatIsKilled() throws Exception {
    var place = directory.resolve("killed");
    var owner = Owner.start(place, testnet.embedded());
    var router = router(place);
    assertThat(runs(router)).isTrue();

    owner.destroyForcibly().waitFor();

    assertGone(router);
  }

  /// One that is to be kept outlives even that, and the next network finds it.
  void aRouterThatIsKeptIsFoundAgainAndReplacedWhenKilled() throws Exception {
    var place = directory.resolve("kept");
    var settings = new TreeMap<>(testnet.embedded());
    settings.put("keep", "on");
    var owner = Owner.start(place, settings);
    try {
      var router = router(place);
      owner.destroyForcibly().waitFor();
      try (var again = Nodes.open(place, settings);
          var listener = Nodes.usable(again).listen(Nodes.key())) {
        assertThat(router(place)).isEqualTo(router);
        assertThat(Nodes.echoes(again, listener)).isPresent();
        assertThat(runs(router)).isTrue();
        comesBack(again, listener, router);
      }
      router = router(place);
      assertThat(runs(router)).isTrue();
      settings.remove("keep");
      Nodes.open(place, settings).close();

      assertGone(router);
    } finally {
      end(place);
    }
  }

  /// Nothing else ends a router that is kept.
  private static void end(Path place) throws IOException {
    if (Files.exists(place.resolve("router/running"))) {
      ProcessHandle.of(router(place)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// The router is killed with SIGKILL; there is another one before long, and the same listener is
  /// reachable.
  private void comesBack(Network network, Listener listener, long router) throws Exception {
    var address = listener.address();
    ProcessHandle.of(router).orElseThrow().destroyForcibly();
    var status = network.status();
    while (status.usable()) {
      status = network.awaitStatus(status.sequence(), Nodes.PATIENCE);
    }
    Nodes.usable(network);

    assertThat(Nodes.echoes(network, listener)).isPresent();
    assertThat(listener.address()).isEqualTo(address);
  }

  /// A note about a process that is another's by now, and what a router leaves behind that was
  /// killed.
  void staleNotesAreKnownForWhatTheyAre() throws Exception {
    var place = directory.resolve("stale");
    var own = Files.createDirectories(place.resolve("router"));
    var self = ProcessHandle.current().pid();
    Files.writeString(own.resolve("running"), "1 " + self + "@2001-01-01T00:00:00Z");
    Files.writeString(own.resolve("router.ping"), Long.toString(System.currentTimeMillis()));
    try (var network = Nodes.open(place, testnet.embedded())) {
      assertThat(network.status().usable()).isFalse();
      assertThat(router(place)).isNotEqualTo(self);
      assertThat(runs(router(place))).isTrue();
      assertThat(own.resolve("router.ping")).doesNotExist();
      refusesASecondOne(place);
    }
  }

  private void refusesASecondOne(Path place) throws Exception {
    var settings = new TreeMap<>(testnet.embedded());
    settings.put("router.directory", place.resolve("router").toString());
    var refusal =
        catchThrowableOfType(
            ConfigRejected.class, () -> Nodes.open(directory.resolve("second"), settings));

    assertThat(refusal.setting()).isEqualTo("router.directory");
    assertThat(refusal).hasMessageContaining("in use").hasMessageContaining("What to do");
  }

  /// The process that a network's router runs in, as the router's directory says.
  private static long router(Path place) throws IOException {
    var words = Files.readString(place.resolve("router/running")).split("[ @]", -1);
    return Long.parseLong(words[1]);
  }

  private static boolean runs(long id) {
    return ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void assertGone(long id) throws Exception {
    var process = ProcessHandle.of(id);
    if (process.isPresent()) {
      process.get().onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(runs(id)).isFalse();
  }

  /// Has a network with a router, and waits to be killed.
  static final class Owner {

    private Owner() {}

    /// Starts it, and returns when the network is open.
    static Process start(Path place, Map<String, String> settings) throws IOException {
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
      command.addAll(List.of(System.getProperty("java.class.path"), Owner.class.getName()));
      command.add(place.toString());
      settings.forEach((name, value) -> command.add(name + "=" + value));
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getInputStream().read();
      return process;
    }

    public static void main(String[] arguments) throws Exception {
      var settings = new TreeMap<String, String>();
      for (var i = 1; i < arguments.length; i++) {
        var parts = arguments[i].split("=", 2);
        settings.put(parts[0], parts[1]);
      }
      try (Network network = Nodes.open(Path.of(arguments[0]), settings)) {
        IO.println(network.status().phase());
        Thread.currentThread().join();
      }
    }
  }
}
