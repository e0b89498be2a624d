package sotto.protocol.sketch;

import java.util.List;

/// What two sets do not share.
///
/// @param theirs what only the other node has
/// @param ours what only we have
public record Difference(List<ShortId> theirs, List<ShortId> ours) {

  /// Copies the lists.
  public Difference {
    theirs = List.copyOf(theirs);
    ours = List.copyOf(ours);
  }

  /// Returns how many elements these are.
  public int size() {
    return theirs.size() + ours.size();
  }
}
