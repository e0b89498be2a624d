package sotto.node.terminal;

import java.util.Arrays;
import java.util.Optional;

/// How the program ends: one code for each thing that a script can sensibly do next.
public enum Exit {
  /// It worked.
  OK(0, "ok"),
  /// It failed, and nothing below fits.
  FAILED(1, "failed"),
  /// The command line or the configuration cannot be understood.
  USAGE(2, "usage"),
  /// No node runs on this data directory.
  NOT_RUNNING(3, "not-running"),
  /// What was asked for is not there.
  NOT_FOUND(4, "not-found"),
  /// The time ran out.
  TIMEOUT(5, "timeout"),
  /// A limit or a policy forbids it.
  REFUSED(6, "refused"),
  /// The caller did not prove that it may.
  NOT_AUTHORISED(7, "not-authorised"),
  /// There is no backend, or it cannot be used.
  BACKEND(8, "backend"),
  /// The data directory is locked, damaged, or not ours.
  DATA_DIRECTORY(9, "data-directory"),
  /// A person interrupted it.
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String word;

  Exit(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /// Returns the code that the process ends with.
  public int code() {
    return code;
  }

  /// Returns the word that stands for it in JSON, such as `not-found`.
  public String word() {
    return word;
  }

  /// Returns the ending with a code.
  public static Optional<Exit> of(int code) {
    return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
  }
}
