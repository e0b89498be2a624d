package sotto.protocol.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.machine.Machine;
import sotto.protocol.peers.PeersEffect.Close;
import sotto.protocol.peers.PeersEffect.Dial;
import sotto.protocol.peers.PeersEffect.Down;
import sotto.protocol.peers.PeersEffect.Up;
import sotto.protocol.peers.PeersEvent.Accepted;
import sotto.protocol.peers.PeersEvent.Added;
import sotto.protocol.peers.PeersEvent.Blamed;
import sotto.protocol.peers.PeersEvent.Dialled;
import sotto.protocol.peers.PeersEvent.Ended;
import sotto.protocol.peers.PeersEvent.Failed;
import sotto.protocol.peers.PeersEvent.Listening;
import sotto.protocol.peers.PeersEvent.NetworkReady;
import sotto.protocol.peers.PeersEvent.Removed;
import sotto.protocol.peers.PeersEvent.Unfit;
import sotto.protocol.wire.Message.Goodbye.Why;
import sotto.spi.Address;

/// Decides whom to dial and when, and which of two sessions with the same peer stays.
///
/// Every address that was named is dialled again and again, with growing waits, while there is no
/// session with whoever is there. What is our own fault never makes a wait grow.
///
/// Two nodes may reach each other twice, most often by dialling each other at the same time. Both
/// must then close the same session:
///
/// - of two sessions that began within [#SIMULTANEOUS_MAX] of each other, the one with the smaller
///   channel binding stays, which both ends know and neither can choose;
/// - otherwise the younger one stays, because the older one may be dead without our knowing.
///
/// Confined to the loop.
public final class Peers implements Machine<PeersEvent, PeersEffect> {

  /// How many addresses are known at most: many times as many as there are sessions.
  public static final int PLACES_MAX = 1_000;

  /// How many addresses are dialled at once at most: over an anonymity network each dial builds
  /// paths, which costs the network more than it costs us.
  public static final int DIALLING_MAX = 8;

  /// How many peers that broke a rule are remembered at most. Whoever wants to be forgotten can as
  /// well take a new key.
  static final int BLAMED_MAX = 1_000;

  /// How far apart two sessions may begin and still come from dialling at the same time: the ends
  /// agree on a session's beginning but for one way through the network, which takes seconds.
  static final Duration SIMULTANEOUS_MAX = Duration.ofSeconds(30);

  private final PeerId self;
  private final int sessionsMax;
  private final RandomGenerator random;
  private final Places places = new Places();
  private final Map<PeerId, Meeting> meetings = new LinkedHashMap<>();
  private final Map<Bytes, PeerId> peersBySession = new HashMap<>();
  private final Map<PeerId, Instant> blamedUntil = new LinkedHashMap<>();

  /// Makes one that knows nobody.
  ///
  /// @param self who we are
  /// @param sessionsMax how many peers there may be at once, from 1
  /// @param random where jitter comes from
  public Peers(PeerId self, int sessionsMax, RandomGenerator random) {
    this.self = self;
    this.sessionsMax = sessionsMax;
    this.random = random;
  }

  /// The session that we have with a peer.
  private record Meeting(PeerId peer, Bytes session, Instant since) {}

  @Override
  public List<PeersEffect> on(PeersEvent event, Instant now) {
    var effects = new ArrayList<PeersEffect>();
    switch (event) {
      case Added(var address) -> places.add(address, now);
      case Removed(var address) -> places.remove(address);
      case Listening(var address) -> places.addOwn(address);
      case NetworkReady(var scheme) -> places.networkReady(scheme, now);
      case Failed(var address, var reason) ->
          unreached(address).ifPresent(place -> place.failed(reason, now, random));
      case Unfit(var address) -> unreached(address).ifPresent(place -> place.blamed(now));
      case Dialled(var address, var peer, var session) ->
          dialled(address, peer, session, now, effects);
      case Accepted(var peer, var session) -> met(new Meeting(peer, session, now), effects);
      case Ended(var session) -> ended(session, now, effects);
      case Blamed(var peer) -> blamed(peer, now, effects);
    }
    effects.addAll(wake(now));
    return effects;
  }

  @Override
  public List<PeersEffect> wake(Instant now) {
    var free = free();
    if (free == 0 || wakeAt().isAfter(now)) {
      return List.of();
    }
    var effects = new ArrayList<PeersEffect>();
    for (var place : places.due(now, free)) {
      place.dialling();
      effects.add(new Dial(place.address));
    }
    return effects;
  }

  @Override
  public Instant wakeAt() {
    return free() == 0 ? Instant.MAX : places.dueAt();
  }

  /// Returns how many dials may begin now.
  private int free() {
    return Math.max(0, Math.min(DIALLING_MAX, sessionsMax - meetings.size()) - places.dialling());
  }

  private void dialled(
      Address address, PeerId peer, Bytes session, Instant now, List<PeersEffect> effects) {
    if (peer.equals(self)) {
      places.addOwn(address);
      effects.add(new Close(session, Why.DUPLICATE));
      return;
    }
    places.at(address).ifPresent(place -> place.foundToBe(peer));
    met(new Meeting(peer, session, now), effects);
    // What was closed at once, because we are full or will not have this peer, is dialled later.
    if (!meetings.containsKey(peer)) {
      places.at(address).ifPresent(place -> place.ended(now, now, random));
    }
  }

  /// Takes in a new session, and closes it or the one that it replaces.
  private void met(Meeting meeting, List<PeersEffect> effects) {
    var before = meetings.get(meeting.peer());
    if (meeting.peer().equals(self)) {
      effects.add(new Close(meeting.session(), Why.DUPLICATE));
    } else if (isBlamed(meeting.peer(), meeting.since())) {
      effects.add(new Close(meeting.session(), Why.OFFENCE));
    } else if (before == null && meetings.size() >= sessionsMax) {
      effects.add(new Close(meeting.session(), Why.FULL));
    } else if (before != null && !replaces(meeting, before)) {
      places.of(meeting.peer()).forEach(Place::reached);
      effects.add(new Close(meeting.session(), Why.DUPLICATE));
    } else {
      if (before != null) {
        peersBySession.remove(before.session());
        effects.add(new Close(before.session(), Why.DUPLICATE));
        effects.add(new Down(before.peer()));
      }
      meetings.put(meeting.peer(), meeting);
      peersBySession.put(meeting.session(), meeting.peer());
      places.of(meeting.peer()).forEach(Place::reached);
      effects.add(new Up(meeting.peer(), meeting.session()));
    }
  }

  private static boolean replaces(Meeting next, Meeting before) {
    if (next.since().isAfter(before.since().plus(SIMULTANEOUS_MAX))) {
      return true;
    }
    return Arrays.compareUnsigned(next.session().toArray(), before.session().toArray()) < 0;
  }

  private void ended(Bytes session, Instant now, List<PeersEffect> effects) {
    var peer = peersBySession.remove(session);
    if (peer == null) {
      return;
    }
    var meeting = meetings.remove(peer);
    if (meeting != null) {
      places.of(peer).forEach(place -> place.ended(meeting.since(), now, random));
      effects.add(new Down(peer));
    }
  }

  private void blamed(PeerId peer, Instant now, List<PeersEffect> effects) {
    var meeting = meetings.remove(peer);
    if (meeting == null) {
      return;
    }
    peersBySession.remove(meeting.session());
    places.of(peer).forEach(place -> place.blamed(now));
    blamedUntil.put(peer, now.plus(Place.BLAMED_WAIT));
    if (blamedUntil.size() > BLAMED_MAX) {
      blamedUntil.remove(blamedUntil.keySet().iterator().next());
    }
    effects.add(new Close(meeting.session(), Why.OFFENCE));
    effects.add(new Down(peer));
  }

  /// Returns the place of a dial that came to nothing, unless its peer has reached us meanwhile.
  private Optional<Place> unreached(Address address) {
    var place = places.at(address);
    if (place.isPresent() && meetings.keySet().stream().anyMatch(place.get()::isOf)) {
      place.get().reached();
      return Optional.empty();
    }
    return place;
  }

  private boolean isBlamed(PeerId peer, Instant now) {
    return now.isBefore(blamedUntil.getOrDefault(peer, Instant.MIN));
  }
}
