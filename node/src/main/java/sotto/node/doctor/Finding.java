package sotto.node.doctor;

/// What one look found.
///
/// @param verdict how good that is
/// @param what what was looked at, such as `java`
/// @param said what was found, without addresses or keys
/// @param fix what would help, empty if nothing needs help
public record Finding(Verdict verdict, String what, String said, String fix) {

  /// How good something is.
  public enum Verdict {
    /// As it should be.
    OK,
    /// It works, and could be better.
    WARN,
    /// It does not work.
    FAIL
  }

  static Finding ok(String what, String said) {
    return new Finding(Verdict.OK, what, said, "");
  }

  static Finding warn(String what, String said, String fix) {
    return new Finding(Verdict.WARN, what, said, fix);
  }

  static Finding fail(String what, String said, String fix) {
    return new Finding(Verdict.FAIL, what, said, fix);
  }
}
