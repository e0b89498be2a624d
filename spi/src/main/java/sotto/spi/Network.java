package sotto.spi;

import java.time.Duration;
import java.util.Optional;

/// One anonymity network, up and running: the only way out of the process and the only way in.
///
/// Code above this interface knows its peers as [Address]es and moves bytes over [Link]s. It never
/// opens a socket, resolves a name, or learns an IP address; that is what makes a node's anonymity
/// a property of the backend alone.
///
/// A network is safe for use by any number of threads, platform or virtual, and its rules are:
///
/// - **N1** A link dialled to a listener's address arrives at that listener, and bytes written at
///   either end are read at the other, unchanged and in order.
/// - **N2** A backend fails; it never falls back. Nothing leaves the process except through the
///   network that the backend is for: no clearnet, no DNS look-up, no host name, user name, path or
///   wall-clock time.
/// - **N3** Closing is idempotent, returns within 10 seconds, and ends every call that is blocked
///   in the network, in one of its listeners, or on one of its links. Afterwards every call throws
///   [NetworkException.NetworkClosed], except `status`, `awaitStatus`, `scheme`, `hint` and
///   `close`.
/// - **N4** Networks are independent: several may be open in one process, also of one backend, and
///   closing one disturbs no other.
/// - **N5** Losing the daemon is not the end. The backend re-establishes its own session and
///   publishes every open listener again under the same address; meanwhile dials fail as D5 says,
///   `accept` keeps waiting, and nothing spins.
/// - **N6** What a network holds, it gives back: after `close` no thread, file descriptor or child
///   process that it started remains, and a daemon that it did not start still runs.
/// - **N7** Logs, messages and `toString` never contain an address, a secret, a host name, a user
///   name or a path of the user's, at any level.
/// - **N8** Global state is left alone: system properties, the default proxy selector, security
///   providers and the default uncaught-exception handler.
public interface Network extends AutoCloseable {

  /// Returns the scheme of every address on this network, such as `tor`.
  ///
  /// @return the scheme, the same as its provider's
  String scheme();

  /// Returns how the network is now.
  ///
  /// - **S1** Never blocks and never throws, also after `close`.
  ///
  /// @return the newest status
  NetworkStatus status();

  /// Waits until the status is newer than one already seen.
  ///
  /// - **S2** Returns at once when the current status is newer than `after`; pass `-1` to start
  ///   with the current one.
  /// - **S3** Sequence numbers only grow. A caller that is slow misses what was overtaken and never
  ///   holds up the backend or other callers; the newest status is never missed.
  /// - **S4** The phase is authoritative, the percentage is decoration: it may fall, and 100 alone
  ///   does not mean ready.
  /// - **S5** A cause that the backend can know is named as the blockage: no daemon, wrong
  ///   credentials, a wrong clock, no route.
  /// - **S6** After `close` the last status has the phase `CLOSED` and is returned at once.
  ///
  /// @param after the sequence number of the newest status that the caller knows, or `-1`
  /// @param timeout how long to wait; zero or less does not wait
  /// @return the newest status, which is not newer than `after` if the time ran out
  /// @throws InterruptedException if the thread is interrupted while waiting
  NetworkStatus awaitStatus(long after, Duration timeout) throws InterruptedException;

  /// Starts listening under a key's address and the backend's default port.
  ///
  /// @param key the key whose address to listen under
  /// @return an open listener
  /// @throws NetworkException as [#listen(ServiceKey, int)] says
  /// @throws InterruptedException if the thread is interrupted
  default Listener listen(ServiceKey key) throws NetworkException, InterruptedException {
    return listen(key, Address.NO_PORT);
  }

  /// Starts listening under a key's address.
  ///
  /// - **V1** The listener's address is fixed when this returns, and is the key's address with the
  ///   port asked for. Whether it is published yet is the listener's status.
  /// - **V2** A key with an open listener cannot be listened on again: [NetworkException.KeyInUse],
  ///   never silence. Networks with [Trait#SAME_KEY_MULTI_PORT] allow it on another port.
  /// - **V3** A key can be listened on again as soon as its listener is closed, and stays
  ///   reachable.
  /// - **V4** While the network is starting or its daemon is away, this either returns a listener
  ///   that is published later, or throws [NetworkException.NetworkDown] at once.
  /// - **V5** At the limit of [Traits#listenersMax] it throws [NetworkException.LimitReached].
  ///
  /// @param key the key whose address to listen under; made by this scheme's [Addresses]
  /// @param port 1 to 65535 on networks with [Trait#VIRTUAL_PORTS], or [Address#NO_PORT]
  /// @return an open listener
  /// @throws NetworkException.AddressRejected if the key is another network's, or the network has
  ///   no ports and one was given
  /// @throws NetworkException.KeyInUse if the key is being listened on already
  /// @throws NetworkException.LimitReached if no more listeners are possible
  /// @throws NetworkException.NetworkDown if the network cannot listen now
  /// @throws NetworkException.NetworkClosed if the network was closed
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Listener listen(ServiceKey key, int port) throws NetworkException, InterruptedException;

  /// Opens a link to a peer.
  ///
  /// Expect seconds rather than milliseconds: a backend may have to build a path first. A link is a
  /// weak promise: unless the network has [Trait#DIAL_CONFIRMED], the peer's program may not have
  /// seen it yet, and the first write or read may fail.
  ///
  /// - **D1** An address of another network, of clearnet, or one that cannot exist on this network
  ///   is rejected before any I/O.
  /// - **D2** The deadline is the backend's to keep, however silent its daemon is: the call ends
  ///   within `timeout` and a second of grace. Zero or less throws [NetworkException.DialTimeout]
  ///   before any I/O.
  /// - **D3** Interrupting the thread or closing the network ends the call, and a success that
  ///   comes too late is closed, not leaked.
  /// - **D4** A peer that is unknown, away or refuses is [NetworkException.PeerUnreachable] with
  ///   the reason, and its fault is the peer's.
  /// - **D5** A fault of ours (no daemon, not ready, a reply that makes no sense) is
  ///   [NetworkException.NetworkDown] and never blamed on the peer.
  /// - **D6** Failure is not remembered: a peer that was not found and then listens can be dialled,
  ///   at the latest after [Traits#notFoundMemory].
  /// - **D7** Dialling one's own listener works on networks with [Trait#SELF_DIAL], and elsewhere
  ///   throws [NetworkException.AddressRejected] with the reason `UNSUPPORTED`.
  ///
  /// @param peer whom to reach
  /// @param isolation whom to be for the network while doing so
  /// @param timeout how long to keep trying
  /// @return an open link whose `remote` is `peer`
  /// @throws NetworkException.AddressRejected if `peer` can never be dialled on this network
  /// @throws NetworkException.PeerUnreachable if the peer is away
  /// @throws NetworkException.DialTimeout if the deadline passed without an answer
  /// @throws NetworkException.LimitReached if no further isolation or link is possible
  /// @throws NetworkException.NetworkDown if our side cannot dial now
  /// @throws NetworkException.NetworkClosed if the network was closed
  /// @throws NetworkException if nothing else fits
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  Link dial(Address peer, Isolation isolation, Duration timeout)
      throws NetworkException, InterruptedException;

  /// Tells the backend something that it cannot know. Returns at once; a hint that means nothing to
  /// a backend is ignored.
  ///
  /// @param hint what happened
  void hint(Hint hint);

  /// Returns an optional feature of this network.
  ///
  /// - **F1** An absent facet is an empty answer, never an exception, and asking is free.
  ///
  /// @param <T> the facet
  /// @param type an interface of the package `sotto.spi.facet`, or a backend's own
  /// @return the facet, or nothing if this network has none
  <T> Optional<T> facet(Class<T> type);

  /// Closes the network, its listeners and its links, as N3 and N6 say. Never throws.
  @Override
  void close();

  /// What a backend cannot find out by itself.
  enum Hint {
    /// The machine is about to sleep.
    SUSPENDING,
    /// The machine woke up: verify the daemon and publish again where needed.
    RESUMED,
    /// The machine's own connectivity changed.
    NETWORK_CHANGED
  }
}
