package sotto.backend.i2p.client;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import net.i2p.client.I2PSessionException;
import net.i2p.client.impl.I2PClientImpl;
import net.i2p.client.streaming.impl.I2PSocketManagerFull;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException.NetworkDown;

/// A session that is not open yet, and may be given up before it is.
///
/// The library waits for tunnels for five minutes, on a thread of its group's own here.
final class Opening {

  private final FutureTask<Session> task;
  private Optional<Session> session = Optional.empty();
  private boolean abandoned;

  private Opening(
      Gateway gateway, I2pKey key, SessionOptions options, BooleanSupplier admits, Runnable lost) {
    var group = gateway.group();
    task = Gateway.start(group, () -> connected(make(gateway, group, key, options, admits, lost)));
  }

  /// Begins to open a session; see [Session#open].
  static Opening of(
      Gateway gateway, I2pKey key, SessionOptions options, BooleanSupplier admits, Runnable lost) {
    return new Opening(gateway, key, options, admits, lost);
  }

  /// Waits for the session; it is given up if there is none in time.
  Optional<Session> await(Duration patience) throws NetworkDown, InterruptedException {
    var open = false;
    try {
      var opened = Optional.of(task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
      open = true;
      return opened;
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw Failures.opening(e.getCause());
    } finally {
      if (!open) {
        abandon();
      }
    }
  }

  private Session connected(Session made) throws I2PSessionException {
    if (!keeps(made)) {
      made.close();
      throw new I2PSessionException("given up");
    }
    return made.connect();
  }

  private synchronized boolean keeps(Session made) {
    session = Optional.of(made);
    return !abandoned;
  }

  private void abandon() {
    Optional<Session> unwanted;
    synchronized (this) {
      abandoned = true;
      unwanted = session;
    }
    unwanted.ifPresent(Session::close);
  }

  private static Session make(
      Gateway gateway,
      ThreadGroup group,
      I2pKey key,
      SessionOptions options,
      BooleanSupplier admits,
      Runnable lost)
      throws I2PSessionException {
    var file = key.file();
    try {
      var properties = new Properties();
      properties.putAll(gateway.options());
      properties.putAll(options.properties(key));
      var session =
          new I2PClientImpl()
              .createSession(gateway.context(), new ByteArrayInputStream(file), properties);
      var manager =
          new I2PSocketManagerFull(
              gateway.context(),
              Shield.of(session),
              properties,
              "sotto",
              _ -> admits.getAsBoolean());
      Timers.adopt(manager, gateway.factory());
      return new Session(
          session, manager, lost, () -> new Sweeper(session, group).start(gateway.factory()));
    } finally {
      Arrays.fill(file, (byte) 0);
    }
  }
}
