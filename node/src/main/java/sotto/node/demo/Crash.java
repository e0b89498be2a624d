package sotto.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import sotto.node.control.Ask;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Kills a node in the middle of its work, starts it again, and checks what it had promised.
final class Crash {

  /// How many puts are acknowledged before the node may die.
  private static final int PUTS_MIN = 10;

  /// After how much more time it dies at the latest.
  private static final int MOMENT_MAX_MILLIS = 150;

  /// How many puts there can be, so that the demo stays small.
  private static final int PUTS_MAX = 100;

  private final Child victim;
  private final World world;
  private final Stage stage;
  private final Patience patience;
  private final RandomGenerator random;

  Crash(Child victim, World world, Stage stage, Patience patience, RandomGenerator random) {
    this.victim = victim;
    this.world = world;
    this.stage = stage;
    this.patience = patience;
    this.random = random;
  }

  /// Makes it happen.
  ///
  /// @return the items that were acknowledged, all of which the node still has
  Set<String> happen(String topic, Duration ttl) throws IOException, Failure, InterruptedException {
    stage.step("%s is killed with SIGKILL in the middle of puts".formatted(victim.name()));
    var acknowledged = Collections.synchronizedSet(new LinkedHashSet<String>());
    var enough = new CountDownLatch(PUTS_MIN);
    var putter = Thread.ofVirtual().start(() -> put(topic, ttl, acknowledged, enough));
    if (!enough.await(patience.limit().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Failure(
          Exit.FAILED,
          "%s acknowledged too few puts. It said: %s".formatted(victim.name(), victim.log()));
    }
    Thread.sleep(random.nextInt(MOMENT_MAX_MILLIS));
    victim.kill();
    putter.join();
    stage.say(
        "  %s is gone; it had acknowledged %d puts".formatted(victim.name(), acknowledged.size()));
    var start = System.nanoTime();
    world.restart(victim);
    victim.awaitAddresses(patience);
    stage.say(
        "  %s is back after %.1f s".formatted(victim.name(), (System.nanoTime() - start) / 1e9));
    check(topic, acknowledged);
    return acknowledged;
  }

  private void put(String topic, Duration ttl, Set<String> acknowledged, CountDownLatch enough) {
    try (var client = victim.client()) {
      for (var i = 1; i <= PUTS_MAX; i++) {
        var put = Ask.Put.of(topic, ttl, "put %d before the crash".formatted(i).getBytes(UTF_8));
        acknowledged.add(client.ask(put).get("id").getAsString());
        enough.countDown();
      }
    } catch (Failure e) {
      // The crash, as announced; a put without an answer was not acknowledged.
      return;
    }
  }

  private void check(String topic, Set<String> acknowledged) throws Failure {
    var lost = new LinkedHashSet<>(acknowledged);
    lost.removeAll(new HashSet<>(victim.items(topic)));
    if (!lost.isEmpty()) {
      throw new Failure(
          Exit.FAILED,
          "%d of %d acknowledged items were lost: %s. What to do: report this."
              .formatted(lost.size(), acknowledged.size(), String.join(", ", lost)));
    }
    stage.say("  all %d acknowledged items are there".formatted(acknowledged.size()));
  }
}
