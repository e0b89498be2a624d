package sotto.testnet.tor;

import java.io.IOException;

/// The private network could not be started, or one of its processes did not do as it should. The
/// message says which, shows the end of its log without addresses, and says what to do.
public final class TorTestnetException extends IOException {

  private static final long serialVersionUID = 1;

  /// Makes one.
  ///
  /// @param message what happened and what to do
  TorTestnetException(String message) {
    super(message);
  }
}
