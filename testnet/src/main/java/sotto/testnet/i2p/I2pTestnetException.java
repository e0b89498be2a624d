package sotto.testnet.i2p;

import java.io.IOException;

/// The private network could not be started, or one of its processes did not do as it should. The
/// message says which, shows the end of its log without addresses, and says what to do.
public final class I2pTestnetException extends IOException {

  private static final long serialVersionUID = 1;

  /// Makes one.
  ///
  /// @param message what happened and what to do
  I2pTestnetException(String message) {
    super(message);
  }
}
