package sotto.protocol.node;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Flood;
import sotto.protocol.flood.Quota;
import sotto.protocol.machine.Machine;
import sotto.protocol.peers.Peers;

/// The same seed and the same events give the same effects, byte for byte: now, and in another
/// process, where what hangs on identity or on the JDK's salts falls out differently.
@Timeout(120)
class DeterminismTest {

  private static final long SEEDS = 40;

  @Test
  void theSameEventsGiveTheSameEffectsByteForByte() {
    for (var seed = 0; seed < SEEDS; seed++) {
      assertThat(Storm.over(machine(seed), seed).trace().toArray())
          .as("seed %d", seed)
          .isEqualTo(Storm.over(machine(seed), seed).trace().toArray());
    }
  }

  @Test
  void anotherProcessGivesTheSameEffects() throws Exception {
    assertThat(elsewhere()).isEqualTo(digest(DeterminismTest::machine));
  }

  @Test
  void everythingThatCanHappenHappens() {
    var seen = new TreeSet<String>();
    for (var seed = 0; seed < SEEDS; seed++) {
      seen.addAll(Storm.over(machine(seed), seed).kinds());
    }

    assertThat(seen)
        .containsAll(names(NodeEvent.class.getPermittedSubclasses()))
        .containsAll(names(NodeEffect.class.getPermittedSubclasses()));
  }

  @Test
  void anotherSeedGivesOtherEffects() {
    assertThat(Storm.over(machine(1), 1).trace()).isNotEqualTo(Storm.over(machine(2), 2).trace());
  }

  @Test
  void aPlantedOrderByIdentityIsSeen() {
    assertThat(Storm.over(new Careless(machine(1), Careless::byIdentity), 1).trace())
        .isNotEqualTo(Storm.over(new Careless(machine(1), Careless::byIdentity), 1).trace());
  }

  @Test
  void aPlantedOrderByTheSaltOfTheJdksSetsIsSeenByAnotherProcess() throws Exception {
    assertThat(elsewhere("salted"))
        .isNotEqualTo(digest(seed -> new Careless(machine(seed), Careless::bySalt)));
  }

  private static Machine<NodeEvent, NodeEffect> machine(long seed) {
    return new NodeMachine(
        new Peers(Identity.create(new Random(99)).id(), 4, new Random(seed)),
        new Flood(new Quota(30, Quota.STANDARD.bytes())));
  }

  private static Set<String> names(Class<?>[] types) {
    return Stream.of(types).map(Class::getSimpleName).collect(toCollection(TreeSet::new));
  }

  private static String digest(Maker maker) {
    var all = new Bytes[(int) SEEDS];
    for (var seed = 0; seed < SEEDS; seed++) {
      all[seed] = Storm.over(maker.machine(seed), seed).trace();
    }
    return HexFormat.of().formatHex(Hash.sha256(all).toArray());
  }

  private interface Maker {
    Machine<NodeEvent, NodeEffect> machine(long seed);
  }

  private static String elsewhere(String... planted) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Elsewhere.class.getName()));
    words.addAll(List.of(planted));
    var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.inputReader()) {
      var digest = out.readLine();
      assertThat(process.waitFor()).isZero();
      return digest;
    }
  }

  /// The other process.
  static final class Elsewhere {
    public static void main(String[] planted) {
      IO.println(
          digest(
              seed ->
                  planted.length == 0
                      ? machine(seed)
                      : new Careless(machine(seed), Careless::bySalt)));
    }
  }

  /// Gives effects in an order that no event decides.
  private record Careless(
      Machine<NodeEvent, NodeEffect> machine, UnaryOperator<List<NodeEffect>> order)
      implements Machine<NodeEvent, NodeEffect> {

    @Override
    public List<NodeEffect> on(NodeEvent event, Instant now) {
      return order.apply(machine.on(event, now));
    }

    @Override
    public List<NodeEffect> wake(Instant now) {
      return order.apply(machine.wake(now));
    }

    @Override
    public Instant wakeAt() {
      return machine.wakeAt();
    }

    /// As a set of objects without a hash of their own has them.
    static List<NodeEffect> byIdentity(List<NodeEffect> effects) {
      var set = new IdentityHashMap<NodeEffect, Boolean>();
      effects.forEach(effect -> set.put(effect, true));
      return List.copyOf(set.keySet());
    }

    /// As the JDK's own sets have them, whose salt is another in each process.
    static List<NodeEffect> bySalt(List<NodeEffect> effects) {
      return List.copyOf(Set.copyOf(effects));
    }
  }
}
