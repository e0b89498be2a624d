package sotto.tck;

/// What came of a case.
public enum Verdict {
  /// The rule is kept.
  PASS,
  /// The rule is broken.
  FAIL,
  /// The rule is broken, and it is one that SHOULD or MAY be kept.
  WARN,
  /// The case is about a trait or a facet that the backend does not declare.
  NOT_APPLICABLE,
  /// The case needs a profile or a fault that this run does not have.
  NOT_RUN,
  /// The environment failed, not the backend; never counted as a pass.
  INCONCLUSIVE
}
