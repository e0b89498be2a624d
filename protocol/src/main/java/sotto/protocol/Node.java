package sotto.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Curves;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Quota;
import sotto.protocol.node.AddressBook;
import sotto.protocol.node.Board;
import sotto.protocol.node.Carrier;
import sotto.protocol.node.Engine;
import sotto.protocol.store.Store;
import sotto.protocol.store.StoreException;
import sotto.spi.Address;
import sotto.spi.NetworkException;

/// A peer among peers: it keeps sessions over its networks, keeps what is published, and passes it
/// on.
///
/// A node's identity and its addresses are made at its first start and kept in its directory; they
/// are the same after every restart. What it publishes leaves it in the same way as what it passes
/// on, so that no neighbour can tell which is which.
///
/// Networks may be down and peers away: that is the node's [#status], not an exception, and the
/// node keeps trying. Safe for use by any number of threads.
public final class Node implements AutoCloseable {

  /// The shortest life of an item.
  public static final Duration TTL_MIN = Duration.ofSeconds(1);

  /// The longest life of an item.
  public static final Duration TTL_MAX = Duration.ofDays(30);

  private static final String BROKEN =
      "The node found itself broken and stopped. What to do: start it again, and report the cause.";

  private final NodeConfig config;
  private final RandomGenerator random;
  private final Board board;
  private final Feeds feeds;
  private final Identity identity;
  private final List<Carrier> carriers;
  private final Store store;
  private final AddressBook book;
  private final Engine engine;
  private final long startedAt = System.nanoTime();

  private Node(NodeConfig config, RandomGenerator random, Board board, Boot boot)
      throws NodeException, StoreException, InterruptedException {
    this.config = config;
    this.random = random;
    this.board = board;
    this.store = boot.store();
    this.identity = boot.identity();
    this.carriers = boot.carriers();
    this.book = new AddressBook(store, config.peers(), board);
    this.feeds = new Feeds(this::item, this::check);
    this.engine =
        Engine.start(
            new Engine.Parts(
                identity,
                carriers,
                store,
                book,
                new Quota(Quota.STANDARD.items(), config.limits().storeBytes()),
                config.limits().sessions(),
                random,
                config.clock(),
                board,
                item -> feeds.deliver(new Topic(item.topic().number()), () -> Ids.of(item)),
                feeds::wake));
  }

  /// Starts a node: opens its store and identity, and its networks.
  ///
  /// Returns before the networks are ready. What the node had when it was last stopped, also by
  /// force, it has again.
  ///
  /// @param config directory, networks, peers and limits
  /// @return a running node
  /// @throws NodeException.ConfigRejected if a setting cannot be used
  /// @throws NodeException.StoreLocked if another node has the directory
  /// @throws NodeException.StoreDamaged if the store cannot be read
  /// @throws NodeException.StoreFull if there is no room even to open the store
  /// @throws NodeException.StoreBroken if the disk fails
  /// @throws NodeException.IdentityUnusable if a file of the identity is damaged
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Node start(NodeConfig config) throws NodeException, InterruptedException {
    var random = new SharedRandom(config.random());
    var board = new Board();
    try (var boot = new Boot(config, random, board)) {
      var node = new Node(config, random, board, boot);
      boot.done();
      return node;
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Says which implementation of curves this process uses and why, for a person who wonders why a
  /// node is slow. It is chosen once, and all nodes of a process have the same.
  ///
  /// @return a sentence
  public static String cryptography() {
    return Curves.chosen().report();
  }

  /// Returns who this node is.
  ///
  /// @return the key that it proves to its peers; the same after every restart
  public PeerId id() {
    return Ids.of(identity.id());
  }

  /// Returns where peers reach this node.
  ///
  /// @return one address for each network that the node listens on, in the order of the
  ///   configuration; the same after every restart, and known before the network is ready
  public List<Address> addresses() {
    return carriers.stream().flatMap(carrier -> carrier.address().stream()).toList();
  }

  /// Returns how the node is now. Never waits and never throws, also after `close`.
  ///
  /// @return the newest status
  public NodeStatus status() {
    // Read first: what changes meanwhile is newer than this number, never older.
    var sequence = board.sequence();
    var sessions = engine.sessions().list();
    var phase =
        engine.broken().isPresent()
            ? NodeStatus.Phase.FAILED
            : engine.isClosing() ? NodeStatus.Phase.CLOSED : NodeStatus.Phase.RUNNING;
    return new NodeStatus(
        sequence,
        phase,
        phase == NodeStatus.Phase.FAILED ? BROKEN : "",
        Duration.ofNanos(System.nanoTime() - startedAt),
        carriers.stream().map(carrier -> Views.of(carrier, sessions)).toList(),
        sessions.size(),
        Views.of(engine.holdings(), config.limits().storeBytes()),
        Views.of(engine.counters().traffic()),
        Views.of(engine.counters()));
  }

  /// Waits until the status is newer than one already seen.
  ///
  /// A caller that is slow misses what was overtaken, and never the newest. After the node was
  /// closed or failed, returns at once.
  ///
  /// @param after the sequence number of the newest status that the caller knows, or `-1`
  /// @param timeout how long to wait; zero or less does not wait
  /// @return the newest status, which is not newer than `after` if the time ran out
  /// @throws InterruptedException if the thread is interrupted while waiting
  public NodeStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    board.await(after, timeout);
    return status();
  }

  /// Returns the peers that there are sessions with.
  ///
  /// @return the peers, the oldest session first
  public List<PeerView> peers() {
    return engine.sessions().list().stream().map(Views::of).toList();
  }

  /// Returns the addresses that the node remembers.
  ///
  /// @return the addresses and what became of them, in no order
  public List<AddressView> known() {
    var sessions = engine.sessions().list();
    return book.pages().entrySet().stream()
        .map(entry -> Views.of(entry.getKey(), entry.getValue(), sessions))
        .toList();
  }

  /// Reads an address as a person wrote it, in the canonical form or in the form of one of this
  /// node's networks.
  ///
  /// @param text such as `tor:…`, `….onion:80` or `….b32.i2p`
  /// @return the address
  /// @throws NodeException.AddressRejected if no network of this node takes it
  public Address parse(String text) throws NodeException.AddressRejected {
    for (var carrier : carriers) {
      try {
        return carrier.provider().addresses().parse(text);
      } catch (NetworkException.AddressRejected _) {
        // Perhaps another network takes it.
      }
    }
    throw new NodeException.AddressRejected(
        "No network of this node takes this for an address. What to do: check it for typing"
            + " errors, and that the node runs on its network.",
        null);
  }

  /// Remembers an address and keeps a session with the peer there: dials it now, and again whenever
  /// the session is lost, also after a restart. Returns at once.
  ///
  /// @param peer where the peer is
  /// @throws NodeException.AddressRejected if it is not an address of one of this node's networks
  /// @throws NodeException.LimitReached if the node remembers as many as it can
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted
  public void connect(Address peer) throws NodeException, InterruptedException {
    check();
    checkAddress(peer);
    try {
      if (!book.add(peer)) {
        throw new NodeException.LimitReached(
            "A node remembers "
                + AddressBook.ADDRESSES_MAX
                + " addresses at most. What to do: forget some.");
      }
    } catch (StoreException e) {
      throw Failures.of(e);
    }
    engine.connect(peer);
  }

  /// Forgets an address, and ends the session that was dialled there.
  ///
  /// @param peer where the peer is; one that is not remembered is no error
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted
  public void forget(Address peer) throws NodeException, InterruptedException {
    check();
    try {
      book.remove(peer);
    } catch (StoreException e) {
      throw Failures.of(e);
    }
    engine.forget(peer);
  }

  /// Publishes an item: signs it, keeps it, and passes it on to every peer, now and for as long as
  /// it lives.
  ///
  /// The same published twice is two items. Returns once the item is durable here: from then on it
  /// survives the process and the machine's power. Peers get it when they can.
  ///
  /// @param topic what it is about
  /// @param body at most [Item#BODY_MAX] bytes
  /// @param ttl how long it lives, [#TTL_MIN] to [#TTL_MAX], in whole seconds
  /// @return which item it became
  /// @throws IllegalArgumentException if the body is too long, or the life too long or too short
  /// @throws NodeException.StoreFull if there is no room; nothing was published
  /// @throws NodeException.StoreBroken if the disk failed
  /// @throws NodeException.LimitReached if this node published as much as its own share allows
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; the item may be published or not
  public ItemId publish(Topic topic, byte[] body, Duration ttl)
      throws NodeException, InterruptedException {
    if (body.length > Item.BODY_MAX) {
      throw new IllegalArgumentException("a body has at most " + Item.BODY_MAX + " bytes");
    }
    check();
    var now = config.clock().instant();
    var item =
        sotto.protocol.wire.Item.alone(
            identity, Ids.inside(topic), random.nextLong(), now, ttl, Bytes.of(body));
    var failure = Failures.of(engine.publish(item));
    if (failure.isPresent()) {
      // A node that broke meanwhile says so rather than that it closed.
      check();
      throw failure.get();
    }
    return Ids.of(item.id());
  }

  /// Returns an item that this node has.
  ///
  /// @param id which item
  /// @return the item, or nothing if it is unknown or its time is over
  /// @throws NodeException.StoreBroken if the disk failed
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  public Optional<Item> item(ItemId id) throws NodeException {
    check();
    var now = config.clock().instant();
    try {
      return store.item(Ids.inside(id)).filter(item -> !item.isExpired(now)).map(Ids::of);
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Returns which items of a topic this node has, our own among them.
  ///
  /// @param topic the topic
  /// @return the ids, those that expire first first
  /// @throws NodeException.StoreBroken if the disk failed
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  public List<ItemId> items(Topic topic) throws NodeException {
    check();
    var now = config.clock().instant();
    var wanted = Ids.inside(topic);
    try {
      return store.index().stream()
          .filter(row -> row.topic().equals(wanted) && row.expiresAt().isAfter(now))
          .map(row -> Ids.of(row.id()))
          .toList();
    } catch (StoreException e) {
      throw Failures.of(e);
    }
  }

  /// Returns a feed of the items of a topic that the node takes in from now on, our own among them.
  ///
  /// @param topic the topic
  /// @return a feed that the caller closes when done
  /// @throws NodeException.LimitReached if as many feeds are open as there can be
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  public Feed feed(Topic topic) throws NodeException {
    return feeds.open(topic);
  }

  /// Returns a feed of all items of a topic: first those that the node has, then those that it
  /// takes in, none twice and none left out between.
  ///
  /// @param topic the topic
  /// @return a feed that the caller closes when done
  /// @throws NodeException.LimitReached if as many feeds are open as there can be
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  public Feed feedFromStart(Topic topic) throws NodeException {
    var feed = feeds.open(topic);
    try {
      feed.startWith(items(topic));
      return feed;
    } catch (NodeException e) {
      feed.close();
      throw e;
    }
  }

  /// Stops the node: says goodbye to its peers, closes its networks and its store, and wakes
  /// everyone who waits in it. Idempotent, never throws, and returns within 15 seconds.
  @Override
  public void close() {
    engine.close();
  }

  private void check() throws NodeException {
    var broken = engine.broken();
    if (broken.isPresent()) {
      throw new NodeException.NodeFailed(BROKEN, broken.get());
    }
    if (engine.isClosing()) {
      throw new NodeException.NodeClosed("The node was closed.");
    }
  }

  private void checkAddress(Address peer) throws NodeException.AddressRejected {
    for (var carrier : carriers) {
      if (carrier.scheme().equals(peer.scheme())) {
        try {
          carrier.provider().addresses().check(peer);
          return;
        } catch (NetworkException.AddressRejected e) {
          throw new NodeException.AddressRejected(String.valueOf(e.getMessage()), e);
        }
      }
    }
    throw new NodeException.AddressRejected(
        "This node does not run on the network of this address. What to do: add the network.",
        null);
  }
}
