package sotto.protocol.machine;

import java.time.Instant;
import java.util.List;

/// Protocol logic with no thread, no socket and no clock: what happened goes in, what to do comes
/// out.
///
/// A machine is confined to one thread. Given the same events at the same instants it gives the
/// same effects, so a test, a simulation and a replayed log all run the code that a node runs. The
/// instants may stand still or go backwards, as the clocks of real machines do.
///
/// @param <E> what can happen
/// @param <F> what can be asked for
public interface Machine<E, F> {

  /// Takes in one event, after doing whatever had become due before it.
  ///
  /// @param event what happened
  /// @param now the time
  /// @return what to do, in this order; not changed afterwards
  List<F> on(E event, Instant now);

  /// Lets time pass. Calling it early or often does no harm.
  ///
  /// @param now the time
  /// @return what to do, in this order; not changed afterwards
  List<F> wake(Instant now);

  /// Returns when [#wake] should next be called.
  ///
  /// @return the moment, or [Instant#MAX] if nothing is waiting for a time
  Instant wakeAt();
}
