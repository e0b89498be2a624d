package sotto.backend.i2p.client;

import java.util.Optional;
import java.util.Properties;
import net.i2p.I2PAppContext;
import net.i2p.util.LogManager;
import net.i2p.util.RandomSource;
import net.i2p.util.SimpleTimer;
import net.i2p.util.SimpleTimer2;
import sotto.spi.backend.SharedRandom;

/// The one context that I2P's libraries insist on for the whole process, for what is static in
/// them: caches and engines, which need neither threads nor files.
///
/// It outlives the network that needed it first, as the libraries' classes do.
final class CommonGround extends I2PAppContext {

  private Optional<LogManager> logs = Optional.empty();
  private Optional<SimpleTimer2> timer = Optional.empty();
  private final RandomSource random;

  private CommonGround(Properties properties, SharedRandom random) {
    super(true, properties);
    this.random = new Randomness(this, random);
  }

  /// Returns the context of the process, which may be a router's; makes it if there is none.
  static I2PAppContext of(Properties properties, SharedRandom random) {
    synchronized (CommonGround.class) {
      var there = I2PAppContext.getCurrentContext();
      return there == null ? new CommonGround(properties, random) : there;
    }
  }

  @Override
  public synchronized LogManager logManager() {
    if (logs.isEmpty()) {
      logs = Optional.of(new QuietLogs(this));
    }
    return logs.get();
  }

  @Override
  public RandomSource random() {
    return random;
  }

  @Override
  public synchronized SimpleTimer2 simpleTimer2() {
    if (timer.isEmpty()) {
      timer = Optional.of(new Idle(this));
    }
    return timer.get();
  }

  /// A timer that does nothing: what caches ask of it is to shrink now and then, and they are
  /// bounded anyway.
  private static final class Idle extends SimpleTimer2 {

    Idle(I2PAppContext context) {
      super(context, "sotto-i2p idle", false);
    }

    @Override
    public void addPeriodicEvent(SimpleTimer.TimedEvent event, long millis) {}

    @Override
    public void addPeriodicEvent(SimpleTimer.TimedEvent event, long delay, long millis) {}
  }
}
