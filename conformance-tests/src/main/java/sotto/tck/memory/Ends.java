package sotto.tck.memory;

import java.util.Optional;
import sotto.spi.Address;
import sotto.spi.Trait;

/// The two ends of a new link.
///
/// @param near the dialler's
/// @param far the listener's
record Ends(MemoryLink near, MemoryLink far) {

  static Ends tie(
      MemoryNetwork from, MemoryNetwork to, Address dialled, Optional<Address> source, Bugs bugs) {
    var lock = new Object();
    var there = Pipe.with(bugs);
    var back = Pipe.with(bugs);
    var signal = from.has(Trait.ABORT_SIGNAL) && !from.has(Bug.SWALLOWS_ABORTS);
    var near = new MemoryLink(lock, back, there, Optional.of(dialled), bugs, signal);
    var far = new MemoryLink(lock, there, back, source, bugs, signal);
    from.links().add(near);
    to.links().add(far);
    near.onClose(() -> from.links().remove(near));
    far.onClose(() -> to.links().remove(far));
    if (bugs.has(Bug.CLOSING_ONE_CLOSES_ALL)) {
      near.onClose(() -> from.links().forEach(MemoryLink::close));
    }
    return new Ends(near, far);
  }
}
