package sotto.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sotto.spi.Address;

/// A peer among peers: it keeps sessions over its networks, keeps what is published, and passes it
/// on.
///
/// A node's identity and its addresses are made at its first start and kept in its directory; they
/// are the same after every restart. What it publishes leaves it in the same way as what it passes
/// on, so that no neighbour can tell which is which.
///
/// Networks may be down and peers away: that is the node's [#status], not an exception, and the
/// node keeps trying. Safe for use by any number of threads.
@SuppressWarnings("DoNotCallSuggester")
public final class Node implements AutoCloseable {

  /// The shortest life of an item.
  public static final Duration TTL_MIN = Duration.ofSeconds(1);

  /// The longest life of an item.
  public static final Duration TTL_MAX = Duration.ofDays(30);

  private Node() {}

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
    throw new UnsupportedOperationException(config.toString());
  }

  /// Returns who this node is.
  ///
  /// @return the key that it proves to its peers; the same after every restart
  public PeerId id() {
    throw new UnsupportedOperationException();
  }

  /// Returns where peers reach this node.
  ///
  /// @return one address for each network that the node listens on, in the order of the
  ///   configuration; the same after every restart, and known before the network is ready
  public List<Address> addresses() {
    throw new UnsupportedOperationException();
  }

  /// Returns how the node is now. Never waits and never throws, also after `close`.
  ///
  /// @return the newest status
  public NodeStatus status() {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Returns the peers that there are sessions with.
  ///
  /// @return the peers, the oldest session first
  public List<PeerView> peers() {
    throw new UnsupportedOperationException();
  }

  /// Returns the addresses that the node remembers.
  ///
  /// @return the addresses and what became of them, in no order
  public List<AddressView> known() {
    throw new UnsupportedOperationException();
  }

  /// Reads an address as a person wrote it, in the canonical form or in the form of one of this
  /// node's networks.
  ///
  /// @param text such as `tor:…`, `….onion:80` or `….b32.i2p`
  /// @return the address
  /// @throws NodeException.AddressRejected if no network of this node takes it
  public Address parse(String text) throws NodeException.AddressRejected {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Forgets an address, and ends the session that was dialled there.
  ///
  /// @param peer where the peer is; one that is not remembered is no error
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted
  public void forget(Address peer) throws NodeException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /// Publishes an item: signs it, keeps it, and passes it on to every peer, now and for as long as
  /// it lives.
  ///
  /// Returns once the item is durable here: from then on it survives the process and the machine's
  /// power. Peers get it when they can.
  ///
  /// @param topic what it is about
  /// @param body at most [Item#BODY_MAX] bytes
  /// @param ttl how long it lives, [#TTL_MIN] to [#TTL_MAX], in whole seconds
  /// @return which item it became
  /// @throws IllegalArgumentException if the body or the life is too long
  /// @throws NodeException.StoreFull if there is no room; nothing was published
  /// @throws NodeException.StoreBroken if the disk failed
  /// @throws NodeException.LimitReached if this node published as much as its own share allows
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; the item may be published or not
  public ItemId publish(Topic topic, byte[] body, Duration ttl)
      throws NodeException, InterruptedException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Returns which items of a topic this node has, our own among them.
  ///
  /// @param topic the topic
  /// @return the ids, in the order in which the node took them in
  /// @throws NodeException.StoreBroken if the disk failed
  /// @throws NodeException.NodeClosed if the node was closed
  /// @throws NodeException.NodeFailed if the node stopped by itself
  /// @throws NodeException if nothing else fits
  public List<ItemId> items(Topic topic) throws NodeException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Stops the node: says goodbye to its peers, closes its networks and its store, and wakes
  /// everyone who waits in it. Idempotent, never throws, and returns within 15 seconds.
  @Override
  public void close() {}
}
