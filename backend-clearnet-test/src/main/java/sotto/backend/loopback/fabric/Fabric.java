package sotto.backend.loopback.fabric;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import sotto.spi.NetworkProvider;

/// A whole network in one process, for tests: every network opened from [#provider] is a node of
/// it. TEST ONLY, no anonymity.
///
/// A fabric has a [Personality], and a seed from which every delay and every loss comes. In virtual
/// time its clock stands still until a test calls [#advance] or [#settle]; every wait with a
/// timeout in such a network is measured by that clock. In real time all takes as long as it says.
///
/// ```java
/// var fabric = Fabric.virtual(Personality.TOR_LIKE, 1);
/// var ann = fabric.provider().open(NetworkConfig.at(directory));
/// fabric.advance(Duration.ofMinutes(1));   // ann is ready now
/// fabric.node(directory).inject(Trouble.DAEMON_GONE);
/// ```
///
/// With threads started by [#actor] a run can be repeated exactly: they run one at a time, in the
/// order in which they were roused, and the clock does not move before all of them rest in a call
/// of this fabric. The same seed and the same calls give the same [#trace].
///
/// Safe for use by any number of threads.
public final class Fabric {

  private final Timeline timeline;
  private final Personality personality;
  private final long seed;
  private final Trace trace;
  private final FabricProvider provider;
  private final Map<Path, FabricNode> nodes = new LinkedHashMap<>();
  private final Places places = new Places();
  private final List<Call> stuck = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();

  private Fabric(Personality personality, long seed, boolean isReal) {
    this.timeline = new Timeline(isReal);
    this.personality = personality;
    this.seed = seed;
    this.trace = new Trace(timeline);
    this.provider = new FabricProvider(this);
  }

  /// Makes a fabric whose clock a test moves.
  ///
  /// @param personality its habits
  /// @param seed where all chance comes from
  /// @return the fabric
  public static Fabric virtual(Personality personality, long seed) {
    return new Fabric(personality, seed, false);
  }

  /// Makes a fabric in which time passes by itself.
  ///
  /// @param personality its habits
  /// @param seed where all chance comes from
  /// @return the fabric
  public static Fabric real(Personality personality, long seed) {
    return new Fabric(personality, seed, true);
  }

  /// Returns the provider whose networks are this fabric's nodes.
  ///
  /// @return the same object each time
  public NetworkProvider provider() {
    return provider;
  }

  /// Returns the node of a data directory, which may not be open yet.
  ///
  /// @param directory the directory of its configuration
  /// @return the same object each time
  public FabricNode node(Path directory) {
    return locked(
        () ->
            nodes.computeIfAbsent(
                directory.toAbsolutePath().normalize(),
                _ -> new FabricNode(this, "n" + (nodes.size() + 1), random(nodes.size() + 1L))));
  }

  /// Returns how much time has passed since the fabric was made.
  ///
  /// @return the time
  public Duration now() {
    return locked(() -> Duration.ofNanos(timeline.now()));
  }

  /// Returns a clock that follows this fabric's time from the epoch on, for configurations and for
  /// programs.
  ///
  /// @return the clock
  public InstantSource clock() {
    return () -> Instant.EPOCH.plus(now());
  }

  /// Moves the clock, and carries out all that becomes due, in order.
  ///
  /// @param time how far
  /// @throws InterruptedException if the thread is interrupted
  /// @throws IllegalStateException if this fabric is in real time
  public void advance(Duration time) throws InterruptedException {
    refuseIfReal();
    timeline.advance(time);
  }

  /// Moves the clock from one due event to the next until nothing is due, or a limit is reached.
  ///
  /// @param most how far at the most
  /// @return whether nothing is due any more
  /// @throws InterruptedException if the thread is interrupted
  /// @throws IllegalStateException if this fabric is in real time
  public boolean settle(Duration most) throws InterruptedException {
    refuseIfReal();
    return timeline.settle(most);
  }

  /// Starts a thread for whose rest the clock waits. It may block in calls of this fabric's
  /// networks and nowhere else.
  ///
  /// @param task what it does
  /// @return the thread, which is running
  public Thread actor(Runnable task) {
    ThreadFactory factory = Thread.ofVirtual().name("sotto-fabric-actor").factory();
    var thread = factory.newThread(() -> act(task));
    locked(
        () -> {
          timeline.turns().enter(thread);
          return thread;
        });
    thread.start();
    return thread;
  }

  /// Lets no byte pass between two nodes until [#join]; links between them die.
  ///
  /// @param one a node
  /// @param other another
  public void part(FabricNode one, FabricNode other) {
    locked(
        () -> {
          trace.add(one.name(), "is parted from " + other.name());
          one.dieLinksTo(other);
          return cuts.add(new Cut(one, other));
        });
  }

  /// Heals what [#part] did.
  ///
  /// @param one a node
  /// @param other another
  public void join(FabricNode one, FabricNode other) {
    locked(
        () -> {
          trace.add(one.name(), "is joined with " + other.name());
          return cuts.removeIf(cut -> cut.joins(one, other));
        });
    retryStuck();
  }

  /// Returns what happened so far, one line each, without addresses.
  ///
  /// @return at most 100 000 lines, the newest
  public List<String> trace() {
    return locked(trace::lines);
  }

  @Override
  public String toString() {
    return "fabric:" + personality.scheme();
  }

  Timeline timeline() {
    return timeline;
  }

  Personality personality() {
    return personality;
  }

  Trace traceLog() {
    return trace;
  }

  /// Makes a generator of its own for a part of the fabric, so that parts do not disturb each
  /// other's chances.
  RandomGenerator random(long part) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 0x9E3779B97F4A7C15L + part);
  }

  Places places() {
    return places;
  }

  boolean parted(FabricNode one, FabricNode other) {
    return cuts.stream().anyMatch(cut -> cut.joins(one, other));
  }

  /// Keeps a call that gets no answer until something changes.
  void keep(Call call) {
    stuck.add(call);
  }

  void forget(Call call) {
    stuck.remove(call);
  }

  /// Looks again at the calls that got no answer.
  void retryStuck() {
    locked(
        () -> {
          var calls = List.copyOf(stuck);
          stuck.clear();
          calls.forEach(Call::resolve);
          return calls;
        });
  }

  <T> T locked(Supplier<T> work) {
    timeline.lock().lock();
    try {
      return work.get();
    } finally {
      timeline.lock().unlock();
    }
  }

  private void act(Runnable task) {
    var turns = timeline.turns();
    timeline.lock().lock();
    try {
      turns.begin();
    } finally {
      timeline.lock().unlock();
    }
    try {
      task.run();
    } finally {
      timeline.lock().lock();
      try {
        turns.leave();
      } finally {
        timeline.lock().unlock();
      }
    }
  }

  private void refuseIfReal() {
    if (timeline.isReal()) {
      throw new IllegalStateException("in a fabric in real time, time passes by itself");
    }
  }
}
