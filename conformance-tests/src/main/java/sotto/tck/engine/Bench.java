package sotto.tck.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkProvider;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.spi.Traits;
import sotto.tck.BackendUnderTest;
import sotto.tck.Fault;
import sotto.tck.Verdict;

/// What a case works with: networks, listeners, links, tasks and randomness, all of which are
/// cleared away and checked for leaks when the case ends.
///
/// Safe for use by any number of threads.
public final class Bench implements AutoCloseable {

  private final BackendUnderTest backend;
  private final Kind kind;
  private final Patience patience;
  private final RandomGenerator random;
  private final Nodes nodes;
  private final Output output;
  private final List<Figure> figures = new CopyOnWriteArrayList<>();
  private final List<Task<?>> tasks = new CopyOnWriteArrayList<>();

  Bench(
      BackendUnderTest backend, Kind kind, Patience patience, long seed, Path root, Output output) {
    this.backend = backend;
    this.kind = kind;
    this.patience = patience;
    this.random = new SplittableRandom(seed);
    this.nodes = new Nodes(backend, patience, root);
    this.output = output;
  }

  // What is under test.

  /// The backend under test and its environment.
  public BackendUnderTest backend() {
    return backend;
  }

  /// The backend.
  public NetworkProvider provider() {
    return backend.provider();
  }

  /// The backend's offline half.
  public Addresses addresses() {
    return provider().addresses();
  }

  /// What the backend declares.
  public Traits traits() {
    return provider().traits();
  }

  /// Tells whether the backend declares a trait.
  public boolean has(Trait trait) {
    return traits().has(trait);
  }

  /// The kind of thread that this case runs on.
  public Kind kind() {
    return kind;
  }

  /// How long to wait.
  public Patience patience() {
    return patience;
  }

  /// Seeded randomness; the report says with which seed.
  public synchronized RandomGenerator random() {
    return random;
  }

  /// Seeded random bytes.
  public synchronized byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// What the process printed and logged since the case began.
  public String output() {
    return output.text();
  }

  // Nodes.

  /// A configuration for a new node.
  public NetworkConfig config() {
    return nodes.config();
  }

  /// A configuration for a new node whose threads are the operating system's, which counts their
  /// work.
  public NetworkConfig configOnPlatformThreads() {
    return nodes.configOnPlatformThreads();
  }

  /// The configuration of a network that was opened here.
  public NetworkConfig config(Network network) {
    return nodes.config(network);
  }

  /// Opens a node and does not wait for anything.
  public Network open(NetworkConfig config) throws NetworkException, InterruptedException {
    return nodes.open(config);
  }

  /// Opens a new node and waits until it is usable.
  public Network network() throws NetworkException, InterruptedException {
    return nodes.usable(nodes.open(nodes.config()));
  }

  /// Waits until a network is usable.
  public Network usable(Network network) throws InterruptedException {
    return nodes.usable(network);
  }

  /// A new key of the network under test.
  public synchronized ServiceKey key() {
    return addresses().newKey(random);
  }

  /// Listens with a new key.
  public Listener listen(Network network) throws NetworkException, InterruptedException {
    return listen(network, key());
  }

  /// Listens with a key. Whoever dials the listener through this bench waits until the network says
  /// that it is published, where networks say so: before that a dial may fail and arrive.
  public Listener listen(Network network, ServiceKey key)
      throws NetworkException, InterruptedException {
    return nodes.watch(network, network.listen(key));
  }

  /// Makes something go wrong around a node; the case ends as not run where that is impossible.
  public void inject(Fault fault, NetworkConfig node) {
    nodes.inject(fault, node);
  }

  /// Makes something go wrong around a node.
  public void inject(Fault fault, Network network) {
    nodes.inject(fault, nodes.config(network));
  }

  /// Tells whether something can be made to go wrong here.
  public boolean can(Fault fault) {
    return backend.faults().filter(faults -> faults.supported().contains(fault)).isPresent();
  }

  /// Makes all well again around a node that may not be open.
  public void heal(NetworkConfig node) {
    nodes.heal(node);
  }

  /// Makes all well again around a node.
  public void heal(Network network) {
    nodes.heal(nodes.config(network));
  }

  // Links.

  /// Dials a listener that may have been published a moment ago, and keeps trying for as long as a
  /// first contact may need.
  public Link dial(Network from, Address to) throws NetworkException, InterruptedException {
    return dial(from, to, Isolation.shared());
  }

  /// Dials with an isolation, and keeps trying for as long as a first contact may need.
  public Link dial(Network from, Address to, Isolation isolation)
      throws NetworkException, InterruptedException {
    var end = System.nanoTime() + patience.firstContact().toNanos();
    if (has(Trait.PUBLISH_CONFIRMED)) {
      nodes.awaitPublished(to);
    }
    while (true) {
      try {
        return from.dial(to, isolation, patience.dial());
      } catch (PeerUnreachable | DialTimeout e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        from.awaitStatus(from.status().sequence(), patience.glance());
      }
    }
  }

  /// Accepts the next link, which must arrive as fast as a first contact.
  public Link accept(Listener listener) throws NetworkException, InterruptedException {
    return listener
        .accept(patience.firstContact())
        .orElseThrow(() -> new Breach("a link was dialled and did not arrive at the listener"));
  }

  /// Opens two nodes and a link between them.
  public Pair pair() throws Exception {
    return pair(network(), network());
  }

  /// Opens a link from one network to a new listener of another.
  public Pair pair(Network near, Network far) throws Exception {
    var listener = listen(far);
    var dialled = dial(near, listener.address());
    return new Pair(near, far, listener, dialled, accept(listener));
  }

  /// Opens another link between two nodes that have one.
  public Pair another(Pair pair) throws Exception {
    var dialled = dial(pair.near(), pair.listener().address());
    return new Pair(pair.near(), pair.far(), pair.listener(), dialled, accept(pair.listener()));
  }

  /// Starts a peer that accepts links for as long as it can and sends back what it reads.
  public Task<Integer> echo(Listener listener) {
    return start("echo", () -> Echo.serve(this, listener));
  }

  // Threads and measurements.

  /// Runs something in a thread of the case's kind.
  public <T> Task<T> start(String name, Callable<T> body) {
    var task = new Task<>(name, kind, patience, body);
    tasks.add(task);
    return task;
  }

  /// The threads that backends asked for since the case began.
  public List<Thread> threads() {
    return List.copyOf(nodes.threads());
  }

  /// Notes something that was measured.
  public void measured(String name, double value, String unit) {
    figures.add(new Figure(name, value, unit));
  }

  /// Notes how long something took.
  public void measured(String name, Duration took) {
    measured(name, took.toNanos() / 1e3, "µs");
  }

  // Ends.

  /// Ends the case: it is about something that the backend does not have.
  public Skip notApplicable(String reason) {
    return new Skip(Verdict.NOT_APPLICABLE, reason);
  }

  /// Ends the case: this run lacks something that it needs.
  public Skip notRun(String reason) {
    return new Skip(Verdict.NOT_RUN, reason);
  }

  /// Ends the case: the environment failed.
  public Skip inconclusive(String reason) {
    return new Skip(Verdict.INCONCLUSIVE, reason);
  }

  List<Figure> figures() {
    return figures;
  }

  List<Task<?>> tasks() {
    return tasks;
  }

  Nodes nodes() {
    return nodes;
  }

  /// A thread that is still running though everything it could wait for was closed.
  Optional<Task<?>> straggler() throws InterruptedException {
    for (var task : tasks) {
      if (!task.thread().join(patience.soon())) {
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /// Closes all networks, and with them what was opened in them.
  @Override
  public void close() {
    nodes.closeAll();
  }
}
