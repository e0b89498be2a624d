package sotto.protocol.peers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sotto.protocol.crypto.PeerId;
import sotto.spi.Address;

/// Every address that somebody named, but our own.
final class Places {

  private final Map<Address, Place> places = new LinkedHashMap<>();
  private final Set<Address> own = new HashSet<>();

  void add(Address address, Instant now) {
    if (own.contains(address)) {
      return;
    }
    var known = places.get(address);
    if (known != null) {
      known.callNow(now);
    } else if (places.size() < Peers.PLACES_MAX) {
      places.put(address, new Place(address, now));
    }
  }

  void remove(Address address) {
    places.remove(address);
  }

  /// Takes note that an address is ours, and forgets it if it was named.
  void addOwn(Address address) {
    own.add(address);
    remove(address);
  }

  void networkReady(String scheme, Instant now) {
    for (var place : places.values()) {
      if (place.address.scheme().equals(scheme)) {
        place.networkReady(now);
      }
    }
  }

  Optional<Place> at(Address address) {
    return Optional.ofNullable(places.get(address));
  }

  List<Place> of(PeerId peer) {
    return places.values().stream().filter(place -> place.isOf(peer)).toList();
  }

  int dialling() {
    return (int)
        places.values().stream().filter(place -> place.state() == Place.State.DIALLING).count();
  }

  /// Returns when the next one is due.
  Instant dueAt() {
    return places.values().stream()
        .map(Place::dueAt)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  List<Place> due(Instant now, int max) {
    var due = new ArrayList<Place>();
    for (var place : places.values()) {
      if (due.size() < max && place.isDue(now)) {
        due.add(place);
      }
    }
    return due;
  }
}
