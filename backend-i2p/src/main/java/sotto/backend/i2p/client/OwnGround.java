package sotto.backend.i2p.client;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import net.i2p.I2PAppContext;
import net.i2p.util.LogManager;
import net.i2p.util.RandomSource;
import net.i2p.util.SimpleTimer2;
import sotto.spi.backend.SharedRandom;

/// What I2P's libraries take from the process, with as little in it as they can do with. Each
/// network has one of its own.
final class OwnGround extends I2PAppContext {

  private final LogManager logs;
  private final RandomSource random;
  private final SimpleTimer2 timer;

  private OwnGround(
      Properties properties, I2PAppContext shared, SharedRandom random, ThreadFactory threads) {
    super(false, properties);
    // Whoever else uses the libraries in this process may want their logs; we do not.
    this.logs = shared instanceof CommonGround ? shared.logManager() : new QuietLogs(this);
    this.random = new Randomness(this, random);
    this.timer = Timers.of(this, threads);
  }

  /// Makes one for a network.
  ///
  /// @param directory a directory of ours; nothing is written there
  /// @param random the network's
  /// @param threads the network's
  static OwnGround of(Path directory, SharedRandom random, ThreadFactory threads) {
    var properties = properties(directory);
    var shared = CommonGround.of(properties, random);
    return new OwnGround(properties, shared, random, threads);
  }

  private static Properties properties(Path directory) {
    var properties = new Properties();
    for (var name : new String[] {"base", "config", "router", "pid", "log", "app", "temp"}) {
      properties.setProperty("i2p.dir." + name, directory.toString());
    }
    properties.setProperty("stat.full", "false");
    properties.setProperty("time.disabled", "true");
    return properties;
  }

  @Override
  public LogManager logManager() {
    return logs;
  }

  @Override
  public RandomSource random() {
    return random;
  }

  @Override
  public SimpleTimer2 simpleTimer2() {
    return timer;
  }
}
