package sotto.tck.memory;

import java.util.Optional;
import sotto.spi.Address;

/// The two ends of a new link.
///
/// @param near the dialler's
/// @param far the listener's
record Ends(MemoryLink near, MemoryLink far) {

  static Ends tie(
      MemoryNetwork from, MemoryNetwork to, Address dialled, Optional<Address> source, Bugs bugs) {
    var lock = new Object();
    var there = new Pipe();
    var back = new Pipe();
    var near = new MemoryLink(lock, back, there, Optional.of(dialled), bugs);
    var far = new MemoryLink(lock, there, back, source, bugs);
    from.links().add(near);
    to.links().add(far);
    near.onClose(() -> from.links().remove(near));
    far.onClose(() -> to.links().remove(far));
    return new Ends(near, far);
  }
}
