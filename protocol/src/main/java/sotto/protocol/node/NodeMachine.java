package sotto.protocol.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.flood.Flood;
import sotto.protocol.flood.FloodEffect;
import sotto.protocol.flood.FloodEvent;
import sotto.protocol.machine.Machine;
import sotto.protocol.peers.Peers;
import sotto.protocol.peers.PeersEffect;
import sotto.protocol.peers.PeersEvent;
import sotto.protocol.wire.Message;
import sotto.protocol.wire.Message.Data;
import sotto.protocol.wire.Message.Goodbye;
import sotto.protocol.wire.Message.Have;
import sotto.protocol.wire.Message.Hello;
import sotto.protocol.wire.Message.Ping;
import sotto.protocol.wire.Message.Pong;
import sotto.protocol.wire.Message.Unknown;
import sotto.protocol.wire.Message.Want;
import sotto.spi.Address;

/// Introduces the services to one another: what a session says becomes a service's event, and what
/// a service asks for becomes a message in a session.
///
/// It knows which session is the one with a peer, because [Peers] said so, and that the first thing
/// said in a session is [Hello], from both sides. Everything else is the services' business.
///
/// Confined to the loop.
final class NodeMachine implements Machine<NodeEvent, NodeEffect> {

  private static final Message HELLO = new Hello(Hello.VERSION, 0);

  private final Peers peers;
  private final Flood flood;
  private final Map<Bytes, Guest> guests = new LinkedHashMap<>();
  private final Map<PeerId, Bytes> current = new HashMap<>();

  NodeMachine(Peers peers, Flood flood) {
    this.peers = peers;
    this.flood = flood;
  }

  @Override
  public List<NodeEffect> on(NodeEvent event, Instant now) {
    var effects = new ArrayList<NodeEffect>();
    switch (event) {
      case NodeEvent.Restored(var rows) -> tell(new FloodEvent.Restored(rows), now, effects);
      case NodeEvent.Unkept(var ids) -> tell(new FloodEvent.Unkept(ids), now, effects);
      case NodeEvent.Published(var item, var ticket) ->
          tell(new FloodEvent.Published(item, ticket), now, effects);
      case NodeEvent.Added(var address) -> tell(new PeersEvent.Added(address), now, effects);
      case NodeEvent.Removed(var address) -> removed(address, now, effects);
      case NodeEvent.Listening(var address) ->
          tell(new PeersEvent.Listening(address), now, effects);
      case NodeEvent.NetworkReady(var scheme) ->
          tell(new PeersEvent.NetworkReady(scheme), now, effects);
      case NodeEvent.Failed(var address, var reason) ->
          tell(new PeersEvent.Failed(address, reason), now, effects);
      case NodeEvent.Unfit(var address) -> tell(new PeersEvent.Unfit(address), now, effects);
      case NodeEvent.Dialled dialled -> dialled(dialled, now, effects);
      case NodeEvent.Accepted accepted -> accepted(accepted, now, effects);
      case NodeEvent.Offended(var session) -> offended(session, now, effects);
      case NodeEvent.Ended(var session) -> ended(session, now, effects);
      case NodeEvent.Brought brought -> brought(brought, now, effects);
      case NodeEvent.Said said -> said(said, now, effects);
    }
    return effects;
  }

  @Override
  public List<NodeEffect> wake(Instant now) {
    var effects = new ArrayList<NodeEffect>();
    peers.wake(now).forEach(effect -> peersAsk(effect, now, effects));
    flood.wake(now).forEach(effect -> floodAsks(effect, now, effects));
    return effects;
  }

  @Override
  public Instant wakeAt() {
    var first = peers.wakeAt();
    var second = flood.wakeAt();
    return first.isBefore(second) ? first : second;
  }

  /// Returns how many items are kept.
  int items() {
    return flood.items();
  }

  /// Returns how many bytes of items are kept.
  long bytes() {
    return flood.bytes();
  }

  private void dialled(NodeEvent.Dialled event, Instant now, List<NodeEffect> effects) {
    guests.put(event.session(), new Guest(event.peer(), List.of(event.address())));
    effects.add(new NodeEffect.Send(event.session(), HELLO));
    tell(new PeersEvent.Dialled(event.address(), event.peer(), event.session()), now, effects);
  }

  private void accepted(NodeEvent.Accepted event, Instant now, List<NodeEffect> effects) {
    guests.put(event.session(), new Guest(event.peer(), List.of()));
    effects.add(new NodeEffect.Send(event.session(), HELLO));
    tell(new PeersEvent.Accepted(event.peer(), event.session()), now, effects);
  }

  private void ended(Bytes session, Instant now, List<NodeEffect> effects) {
    guests.remove(session);
    tell(new PeersEvent.Ended(session), now, effects);
  }

  private void removed(Address address, Instant now, List<NodeEffect> effects) {
    tell(new PeersEvent.Removed(address), now, effects);
    guests.forEach(
        (session, guest) -> {
          if (guest.dialled.contains(address)) {
            effects.add(new NodeEffect.Close(session, Goodbye.Why.UNSAID));
          }
        });
  }

  private void offended(Bytes session, Instant now, List<NodeEffect> effects) {
    var guest = guests.get(session);
    if (guest != null) {
      tell(new PeersEvent.Blamed(guest.peer), now, effects);
    }
  }

  private void brought(NodeEvent.Brought event, Instant now, List<NodeEffect> effects) {
    var guest = guests.get(event.session());
    if (guest == null) {
      return;
    }
    if (!guest.greeted) {
      blame(guest.peer, Cause.MESSAGE_MALFORMED, now, effects);
    } else if (isCurrent(event.session(), guest.peer)) {
      tell(new FloodEvent.Received(guest.peer, event.item()), now, effects);
    }
  }

  private void said(NodeEvent.Said event, Instant now, List<NodeEffect> effects) {
    var guest = guests.get(event.session());
    if (guest == null) {
      return;
    }
    var isHello = event.message() instanceof Hello;
    if (isHello == guest.greeted) {
      blame(guest.peer, Cause.MESSAGE_MALFORMED, now, effects);
    }
    guest.greeted = true;
    var isCurrent = isCurrent(event.session(), guest.peer);
    switch (event.message()) {
      case Have have when isCurrent -> tell(new FloodEvent.Offered(guest.peer, have), now, effects);
      case Want want when isCurrent -> tell(new FloodEvent.Wanted(guest.peer, want), now, effects);
      case Goodbye _ -> effects.add(new NodeEffect.Close(event.session(), Goodbye.Why.UNSAID));
      // The rest is the rim's, or said in a session that another has replaced.
      case Hello _, Have _, Want _, Data _, Ping _, Pong _, Unknown _ -> {}
    }
  }

  private boolean isCurrent(Bytes session, PeerId peer) {
    return session.equals(current.getOrDefault(peer, Bytes.EMPTY));
  }

  private void blame(PeerId peer, Cause cause, Instant now, List<NodeEffect> effects) {
    var session = current.get(peer);
    if (session != null) {
      effects.add(new NodeEffect.Blame(session, cause));
    }
    tell(new PeersEvent.Blamed(peer), now, effects);
  }

  private void tell(PeersEvent event, Instant now, List<NodeEffect> effects) {
    peers.on(event, now).forEach(effect -> peersAsk(effect, now, effects));
  }

  private void tell(FloodEvent event, Instant now, List<NodeEffect> effects) {
    flood.on(event, now).forEach(effect -> floodAsks(effect, now, effects));
  }

  private void peersAsk(PeersEffect effect, Instant now, List<NodeEffect> effects) {
    switch (effect) {
      case PeersEffect.Dial(var address) -> effects.add(new NodeEffect.Dial(address));
      case PeersEffect.Close(var session, var why) ->
          effects.add(new NodeEffect.Close(session, why));
      case PeersEffect.Up(var peer, var session) -> {
        current.put(peer, session);
        tell(new FloodEvent.PeerUp(peer), now, effects);
      }
      case PeersEffect.Down(var peer) -> {
        current.remove(peer);
        tell(new FloodEvent.PeerDown(peer), now, effects);
      }
    }
  }

  private void floodAsks(FloodEffect effect, Instant now, List<NodeEffect> effects) {
    switch (effect) {
      case FloodEffect.Keep(var item) -> effects.add(new NodeEffect.Keep(item));
      case FloodEffect.Forget(var id) -> effects.add(new NodeEffect.Forget(id));
      case FloodEffect.Acknowledge(var ticket, _) ->
          effects.add(new NodeEffect.Acknowledge(ticket));
      case FloodEffect.Refuse(var ticket, var why) ->
          effects.add(new NodeEffect.Refuse(ticket, why));
      case FloodEffect.Deliver(var item) -> effects.add(new NodeEffect.Deliver(item));
      case FloodEffect.Decline(_, var id, var why) -> effects.add(new NodeEffect.Decline(id, why));
      case FloodEffect.Send(var peer, var message) -> {
        var session = current.get(peer);
        if (session != null) {
          effects.add(new NodeEffect.Send(session, message));
        }
      }
      case FloodEffect.SendKept(var peer, var id) -> {
        var session = current.get(peer);
        if (session != null) {
          effects.add(new NodeEffect.SendKept(session, id));
        }
      }
      case FloodEffect.Disconnect(var peer, _) -> blame(peer, Cause.PEER_OUT_OF_TURN, now, effects);
    }
  }

  /// A session, as far as the loop knows it.
  private static final class Guest {
    private final PeerId peer;
    private final List<Address> dialled;
    private boolean greeted;

    Guest(PeerId peer, List<Address> dialled) {
      this.peer = peer;
      this.dialled = dialled;
    }
  }
}
