package sotto.backend.tor.control;

import java.io.IOException;

/// Tor understood a command and said no. The session goes on.
///
/// The text is tor's own, with everything taken out that could be an address, a key or a path.
public final class Refused extends IOException {

  private static final long serialVersionUID = 1;

  private final int code;
  private final Kind kind;

  /// Says why.
  ///
  /// @param code the reply's code, 400 to 599
  /// @param text what tor said, unfiltered
  Refused(int code, String text) {
    super("tor refused (" + code + "): " + SafeText.of(text));
    this.code = code;
    this.kind = Kind.of(code, text);
  }

  /// Returns the reply's code.
  ///
  /// @return 400 to 599, as in control-spec section 4
  public int code() {
    return code;
  }

  /// Returns what the code means to a caller.
  ///
  /// @return the kind
  public Kind kind() {
    return kind;
  }

  /// What a refusal means to a caller.
  public enum Kind {
    /// This tor, or a filter before it as on Tails and Whonix, does not have this command.
    NO_SUCH_COMMAND,
    /// It does not have this argument, flag, option, key or event, or not this value of it.
    NO_SUCH_ARGUMENT,
    /// We are not logged in, or not with this secret.
    AUTHENTICATION,
    /// It has this onion already.
    COLLISION,
    /// It cannot now; later perhaps.
    RESOURCES,
    /// It tried and failed.
    FAILED;

    private static Kind of(int code, String text) {
      return switch (code) {
        case 500, 510, 511 -> NO_SUCH_COMMAND;
        case 512, 513, 552, 553, 555 -> NO_SUCH_ARGUMENT;
        case 514, 515 -> AUTHENTICATION;
        case 550 ->
            text.toLowerCase(java.util.Locale.ROOT).contains("collision") ? COLLISION : FAILED;
        case 451 -> RESOURCES;
        default -> FAILED;
      };
    }
  }
}
