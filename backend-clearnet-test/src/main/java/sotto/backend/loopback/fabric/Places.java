package sotto.backend.loopback.fabric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sotto.spi.Address;

/// What a fabric's places know: which addresses were announced. The timeline's lock is held in
/// every method.
final class Places {

  private final Map<Address, Announcement> announcements = new LinkedHashMap<>();

  Optional<Announcement> find(Address address) {
    return Optional.ofNullable(announcements.get(address));
  }

  /// Returns the announcements of one key, at whatever ports.
  List<Announcement> withKeyOf(Address address) {
    var bare = address.withPort(Address.NO_PORT);
    return announcements.values().stream()
        .filter(each -> each.listener().address().withPort(Address.NO_PORT).equals(bare))
        .toList();
  }

  void announce(Announcement announcement) {
    announcements.put(announcement.listener().address(), announcement);
  }

  void withdraw(Announcement announcement) {
    announcements.remove(announcement.listener().address(), announcement);
  }
}
