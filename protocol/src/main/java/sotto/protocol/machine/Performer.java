package sotto.protocol.machine;

import java.util.List;

/// Does what a machine asks for.
///
/// @param <F> what can be asked for
@FunctionalInterface
public interface Performer<F> {

  /// Performs the effects of one batch of events, in order. Called by the loop's thread only, never
  /// with an empty list.
  ///
  /// Whatever makes a batch cheaper, such as one transaction for everything that must be kept, is
  /// allowed as long as no effect can be seen from outside before an earlier one.
  ///
  /// @param effects what to do
  void perform(List<F> effects);
}
