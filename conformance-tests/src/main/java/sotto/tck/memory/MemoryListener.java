package sotto.tck.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus;
import sotto.spi.ListenerStatus.State;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Trait;
import sotto.tck.Fault;

/// A listener inside the process: a bounded backlog and a status.
///
/// Safe for use by any number of threads.
final class MemoryListener implements Listener {

  /// How many links wait for `accept`; more are refused.
  private static final int BACKLOG = 32;

  /// In how many places the memory network pretends to publish.
  private static final int PLACES = 4;

  private final MemoryNetwork network;
  private final Address address;
  private final Queue<MemoryLink> backlog = new ArrayDeque<>();
  private final Set<String> admitted = new HashSet<>();
  private final Cell<ListenerStatus> status;
  private boolean open = true;
  private boolean wasPublished;
  private int arrived;

  MemoryListener(MemoryNetwork network, Address address) {
    this.network = network;
    this.address = address;
    this.status =
        new Cell<>(
            new ListenerStatus(0, State.PUBLISHING, 0, PLACES, ""),
            ListenerStatus::sequence,
            new Bugs(network.has(Bug.KEEPS_STATUS_HISTORY) ? network.bugs().set() : Set.of()));
  }

  @Override
  public Address address() {
    return address;
  }

  MemoryNetwork network() {
    return network;
  }

  @Override
  public ListenerStatus status() {
    return status.value();
  }

  @Override
  public ListenerStatus awaitStatus(long after, Duration timeout) throws InterruptedException {
    return status.await(after, timeout);
  }

  /// Looks at the daemon and says what it knows about the publication.
  synchronized void refresh() {
    var daemon = network.daemon();
    if (!open) {
      return;
    }
    if (network.has(Bug.ACCEPT_DIES_WITH_DAEMON)) {
      notifyAll();
    }
    if (network.has(Bug.PUBLISHES_TOO_EARLY)) {
      say(State.PUBLISHED, PLACES);
    } else if (network.has(Bug.REACHABLE_WITHOUT_EVIDENCE)) {
      say(State.REACHABLE, 0);
    } else if (network.has(Bug.IGNORES_REGRESSION) && wasPublished) {
      say(State.PUBLISHED, PLACES);
    } else if (!daemon.carries() || daemon.has(Fault.PUBLICATION_LOST)) {
      say(wasPublished ? State.DEGRADED : State.PUBLISHING, 0);
    } else if (network.has(Bug.NEVER_CONFIRMS)
        || !network.has(Trait.PUBLISH_CONFIRMED)
        || daemon.has(Fault.PUBLICATION_HELD)
        || !network.status().usable()) {
      say(State.PUBLISHING, 0);
    } else if (daemon.has(Fault.PUBLICATION_PARTIAL)) {
      wasPublished = true;
      say(State.DEGRADED, PLACES / 2);
    } else {
      wasPublished = true;
      say(State.PUBLISHED, PLACES);
    }
  }

  private void say(State state, int confirmed) {
    var now = status.value();
    if (now.state() != state || now.confirmed() != confirmed) {
      status.next(sequence -> new ListenerStatus(sequence, state, confirmed, PLACES, ""));
    }
  }

  /// Takes a link in, or refuses it.
  synchronized void offer(MemoryLink link, Set<String> credentials) throws PeerUnreachable {
    if (!network.has(Bug.LETS_ANYBODY_IN)
        && !admitted.isEmpty()
        && admitted.stream().noneMatch(credentials::contains)) {
      throw new PeerUnreachable(
          Reason.REQUIRES_AUTH, "The peer admits only callers with a credential.");
    }
    if (network.has(Bug.ANSWERS_AFTER_CLOSE) && !open) {
      return;
    }
    if (network.has(Bug.DROPS_WHAT_WAITS) && backlog.size() >= 2) {
      return;
    }
    if (!open || backlog.size() >= BACKLOG) {
      throw new PeerUnreachable(Reason.REFUSED, "The peer does not take more links now.");
    }
    arrived++;
    if (network.has(Bug.LOSES_EVERY_TENTH_LINK) && arrived % 10 == 0) {
      return;
    }
    backlog.add(link);
    if (network.has(Bug.HANDS_OUT_TWICE)) {
      backlog.add(link);
    }
    if (!network.daemon().has(Fault.PUBLICATION_PARTIAL)) {
      say(State.REACHABLE, status.value().confirmed());
    }
    notifyAll();
  }

  synchronized void admit(Set<String> names) {
    admitted.clear();
    admitted.addAll(names);
  }

  synchronized boolean isOpen() {
    return open;
  }

  @Override
  public Link accept() throws NetworkClosed, InterruptedException {
    return accept(Wait.forEver()).orElseThrow();
  }

  @Override
  public Optional<Link> accept(Duration timeout) throws NetworkClosed, InterruptedException {
    return accept(Wait.of(timeout));
  }

  private synchronized Optional<Link> accept(Wait wait) throws NetworkClosed, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (open && backlog.isEmpty()) {
      if (network.has(Bug.ACCEPT_DIES_WITH_DAEMON) && !network.daemon().carries()) {
        throw new NetworkClosed("The daemon is gone.");
      }
      if (!waitsOn(wait)) {
        return Optional.empty();
      }
    }
    if (!open) {
      throw new NetworkClosed("The listener was closed. What to do: listen again.");
    }
    return Optional.of(BuggyLink.of(backlog.remove(), network.bugs()));
  }

  private boolean waitsOn(Wait wait) throws InterruptedException {
    try {
      var inTime = wait.on(this);
      if (!inTime && network.has(Bug.ACCEPT_TIMEOUT_CLOSES)) {
        close();
      }
      return inTime;
    } catch (InterruptedException e) {
      if (network.has(Bug.INTERRUPT_CLOSES_LISTENER)) {
        close();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    List<MemoryLink> waiting;
    synchronized (this) {
      open = false;
      waiting = List.copyOf(backlog);
      backlog.clear();
      if (!network.has(Bug.NOT_WOKEN_BY_CLOSE)) {
        notifyAll();
      }
    }
    status.last(sequence -> new ListenerStatus(sequence, State.CLOSED, 0, PLACES, ""));
    waiting.forEach(MemoryLink::close);
    network.forget(this);
  }

  @Override
  public String toString() {
    return "memory listener";
  }
}
