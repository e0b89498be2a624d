package sotto.backend.i2p.client;

import net.i2p.I2PAppContext;
import net.i2p.util.Log;
import net.i2p.util.LogManager;

/// Logs of I2P's libraries, which go nowhere: they name addresses and peers, and would be written
/// to files (N7).
///
/// What matters of them arrives here as exceptions and results, and is said in our own words.
final class QuietLogs extends LogManager {

  QuietLogs(I2PAppContext context) {
    super(context);
  }

  @Override
  public Log getLog(Class<?> type, String name) {
    var log = super.getLog(type, name);
    log.setMinimumPriority(Integer.MAX_VALUE);
    return log;
  }
}
