package sotto.tck;

/// How much a broken rule weighs.
public enum Level {
  /// A backend that fails is not conformant.
  MUST,
  /// A backend that fails gets a warning, and is not conformant in a strict run.
  SHOULD,
  /// A backend that fails gets a warning.
  MAY
}
