package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.node.control.Ask;
import sotto.node.control.ControlClient;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Failure;
import sotto.protocol.Topic;

/// A node that is killed again and again while it works loses nothing that it acknowledged.
class KillTest {

  private static final int ROUNDS = 50;
  private static final int ACKNOWLEDGED_MIN = 20;
  private static final int ACKNOWLEDGED_MORE = 8;
  private static final int PUTTERS = 2;
  private static final long MOMENT_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final String TOPIC = Topic.named("kill").text();

  @TempDir Path world;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Semaphore answers = new Semaphore(0);

  @Test
  @Timeout(900)
  void noAcknowledgedItemIsLostInFiftyKills() throws Exception {
    var seed = new SecureRandom().nextLong();
    System.out.println("KillTest seed " + seed);
    var random = new Random(seed);
    var config = world.resolve("config").resolve("sotto");
    Files.createDirectories(config);
    Files.writeString(
        config.resolve("sotto.properties"), "loopback.registry=" + world.resolve("registry"));
    var classPath = Spawned.path(ClassPath.program(), ClassPath.loopback());
    for (var round = 1; round <= ROUNDS; round++) {
      try (var node = Spawned.node(world, classPath)) {
        assertThat(items()).as("seed %d, round %d", seed, round).containsAll(acknowledged);
        putUntilKilled(node.process(), random, round);
      }
    }
    try (var _ = Spawned.node(world, classPath)) {
      assertThat(items()).as("seed %d, at the end", seed).containsAll(acknowledged);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_MIN);
  }

  private void putUntilKilled(Spawned node, Random random, int round) throws Exception {
    answers.drainPermits();
    List<Thread> putters = new ArrayList<>();
    for (var putter = 0; putter < PUTTERS; putter++) {
      var name = "round %d putter %d ".formatted(round, putter);
      putters.add(Thread.ofVirtual().start(() -> put(name)));
    }
    answers.acquire(ACKNOWLEDGED_MIN + random.nextInt(ACKNOWLEDGED_MORE));
    LockSupport.parkNanos(random.nextLong(MOMENT_MAX_NANOS));
    node.process().destroyForcibly().waitFor();
    for (var putter : putters) {
      putter.join();
    }
  }

  private void put(String name) {
    try (var client = client()) {
      for (var i = 0; true; i++) {
        var put = Ask.Put.of(TOPIC, Duration.ofHours(2), (name + i).getBytes(UTF_8));
        acknowledged.add(client.ask(put).get("id").getAsString());
        answers.release();
      }
    } catch (Failure e) {
      // The kill, as it should be: this put was not acknowledged.
      return;
    }
  }

  private Set<String> items() throws Failure {
    var ids = new HashSet<String>();
    try (var client = client()) {
      client.ask(new Ask.Listing(TOPIC), part -> ids.add(part.get("id").getAsString()));
    }
    return ids;
  }

  private ControlClient client() throws Failure {
    return ControlClient.open(new DataDirectory(world.resolve("state").resolve("sotto")));
  }
}
