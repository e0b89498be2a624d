package sotto.protocol.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Flood;
import sotto.protocol.flood.Quota;
import sotto.protocol.flood.Seen;
import sotto.protocol.machine.Loop;
import sotto.protocol.peers.Peers;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.protocol.wire.Item;
import sotto.spi.Address;

/// Everything that a running node consists of, started and stopped in the right order.
///
/// A part that breaks stops the whole: an engine either runs or has stopped, and says why.
///
/// Safe for use by any number of threads.
public final class Engine implements AutoCloseable {

  /// How long what was accepted may take to be kept while closing.
  private static final Duration LOOP_MAX = Duration.ofSeconds(5);

  /// How long goodbyes may take: they need a write, and no answer.
  private static final Duration GOODBYE_MAX = Duration.ofSeconds(1);

  /// How long the networks may take to close.
  private static final Duration NETWORKS_MAX = Duration.ofSeconds(8);

  /// How many rows of the index are told to the loop at a time.
  private static final int ROWS_MAX = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Parts parts;
  private final Counters counters = new Counters();
  private final Publications publications = new Publications();
  private final Threads threads = new Threads(this::crash);
  private final Handshakes handshakes = new Handshakes(counters);
  private final Holdings holdings;
  private final Rim rim;
  private final Sessions sessions;
  private final Loop<NodeEvent, NodeEffect> loop;
  private final AtomicReference<Optional<Throwable>> broken =
      new AtomicReference<>(Optional.empty());
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread closer = Thread.ofVirtual().name("sotto-close").unstarted(this::shutDown);

  private Engine(Parts parts) {
    this.parts = parts;
    this.holdings = new Holdings(parts.store(), parts.board());
    this.rim =
        new Rim(
            parts.identity(),
            this::post,
            holdings,
            new Seen(),
            counters,
            threads,
            parts.board(),
            parts.random(),
            parts.clock());
    this.sessions = new Sessions(rim, parts.sessionsMax());
    var peers = new Peers(parts.identity().id(), parts.sessionsMax(), parts.random());
    var machine = new NodeMachine(peers, new Flood(parts.quota()));
    var carriers =
        parts.carriers().stream().collect(Collectors.toMap(Carrier::scheme, Function.identity()));
    var dialler = new Dialler(rim, carriers, sessions, parts.book());
    var performer =
        new NodePerformer(machine, sessions, dialler, publications, parts.delivery(), rim);
    this.loop = new Loop<>(machine, performer, parts.clock(), (_, error) -> crash(error));
  }

  /// Starts an engine. What its store kept it has again.
  ///
  /// @param parts what it is made of; the store and the carriers belong to it from now on
  /// @return a running engine
  /// @throws StoreException if what is kept cannot be read; nothing was started
  /// @throws InterruptedException if the thread is interrupted
  public static Engine start(Parts parts) throws StoreException, InterruptedException {
    var rows = parts.store().index();
    var engine = new Engine(parts);
    engine.loop.start();
    for (var from = 0; from < rows.size(); from += ROWS_MAX) {
      var to = Math.min(from + ROWS_MAX, rows.size());
      engine.post(new NodeEvent.Restored(rows.subList(from, to)));
    }
    for (var carrier : parts.carriers()) {
      carrier.address().ifPresent(engine::listening);
    }
    for (var address : parts.book().addresses()) {
      engine.post(new NodeEvent.Added(address));
    }
    for (var carrier : parts.carriers()) {
      var doorway = new Doorway(engine.rim, carrier, engine.handshakes, engine.sessions);
      engine.threads.start("carrier", () -> carrier.run(engine.threads, doorway));
    }
    var pulse = new Pulse(engine.rim, engine.sessions);
    engine.threads.start("pulse", () -> pulse.run(engine.stopping));
    return engine;
  }

  /// Publishes an item and waits until it is kept, or will not be.
  ///
  /// @param item the item, signed
  /// @return what became of it
  /// @throws InterruptedException if the thread is interrupted; the item may be published or not
  public Publications.Outcome publish(Item item) throws InterruptedException {
    return publications.publish(item, this::post);
  }

  /// Keeps a session with an address from now on.
  ///
  /// @param address where
  /// @throws InterruptedException if the thread is interrupted
  public void connect(Address address) throws InterruptedException {
    post(new NodeEvent.Added(address));
  }

  /// Ends the session that was dialled at an address, and dials it no more.
  ///
  /// @param address where
  /// @throws InterruptedException if the thread is interrupted
  public void forget(Address address) throws InterruptedException {
    post(new NodeEvent.Removed(address));
  }

  /// Returns the sessions there are.
  ///
  /// @return the same object each time
  public Sessions sessions() {
    return sessions;
  }

  /// Returns what is counted.
  ///
  /// @return the same object each time
  public Counters counters() {
    return counters;
  }

  /// Returns what the node has.
  ///
  /// @return the same object each time
  public Holdings holdings() {
    return holdings;
  }

  /// Tells whether the engine was closed, or broke.
  ///
  /// @return whether it stops or has stopped
  public boolean isClosing() {
    return closing.get();
  }

  /// Returns what broke.
  ///
  /// @return an error of ours, or nothing
  public Optional<Throwable> broken() {
    return broken.get();
  }

  /// Says goodbye, and closes everything. Returns when that is done, or when the thread is
  /// interrupted, and then it goes on by itself.
  @Override
  public void close() {
    stop();
    try {
      stopped.await();
      closer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean post(NodeEvent event) throws InterruptedException {
    return loop.post(event);
  }

  private void listening(Address address) {
    try {
      post(new NodeEvent.Listening(address));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Something of ours broke: say so, and stop. What is logged is where and not what, for a message
  /// may say more than a log may know.
  private void crash(Throwable error) {
    if (broken.compareAndSet(Optional.empty(), Optional.of(error))) {
      var trace = error.getStackTrace();
      LOG.error(
          "The node broke and stops: {} at {}. What to do: report it.",
          error.getClass().getName(),
          trace.length == 0 ? "an unknown place" : trace[0]);
    }
    stop();
  }

  private void stop() {
    if (closing.compareAndSet(false, true)) {
      parts.board().changed();
      closer.start();
    }
  }

  private void shutDown() {
    try {
      stopping.countDown();
      parts.stopped().run();
      handshakes.close();
      within(LOOP_MAX, List.of(loop::close));
      publications.close();
      sessions.close();
      threads.await(Deadline.in(GOODBYE_MAX), "writer");
      sessions.drop();
      within(
          NETWORKS_MAX,
          parts.carriers().stream().map(carrier -> (Runnable) carrier::close).toList());
      threads.interrupt();
      if (!threads.await(Deadline.in(GOODBYE_MAX), "")) {
        LOG.warn("A thread of the node did not end in time.");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the closing", e);
    } finally {
      parts.store().close();
      parts.board().end();
      stopped.countDown();
    }
  }

  /// Does several things at once, but waits for them no longer than this.
  private static void within(Duration most, List<Runnable> steps) throws InterruptedException {
    var deadline = Deadline.in(most);
    var running =
        steps.stream().map(step -> Thread.ofVirtual().name("sotto-closing").start(step)).toList();
    for (var thread : running) {
      var left = deadline.left();
      if (left.isNegative() || !thread.join(left)) {
        LOG.warn("Closing a part of the node takes too long; it is left alone.");
      }
    }
  }

  /// What an engine is made of.
  ///
  /// @param identity who the node is
  /// @param carriers its networks
  /// @param store its store
  /// @param book the addresses it keeps sessions with
  /// @param quota how much it keeps
  /// @param sessionsMax how many sessions it has at most
  /// @param random where secrets and choices come from; safe for use by any number of threads
  /// @param clock what time it is
  /// @param board told of every change
  /// @param delivery gets every item that comes in, on the loop's thread, and must not wait
  /// @param stopped run as soon as nothing is accepted any more
  public record Parts(
      Identity identity,
      List<Carrier> carriers,
      Store store,
      AddressBook book,
      Quota quota,
      int sessionsMax,
      RandomGenerator random,
      InstantSource clock,
      Board board,
      Consumer<Item> delivery,
      Runnable stopped) {}
}
