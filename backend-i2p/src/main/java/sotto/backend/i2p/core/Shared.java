package sotto.backend.i2p.core;

import java.time.Duration;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;

/// The destination that ordinary dials share. Its tunnels are the evidence that the network works.
final class Shared implements Caller, Tenant.Events {

  private final Keeper keeper;
  private final Tenant tenant;
  private final Streams streams;

  Shared(Keeper keeper, I2pKey key, SessionOptions options, Streams streams) {
    this.keeper = keeper;
    this.streams = streams;
    this.tenant = new Tenant(keeper, key, options, this);
  }

  void start(Crew crew) {
    tenant.start(crew);
  }

  void close() {
    tenant.close();
  }

  @Override
  public Session session(Duration timeout) throws NetworkDown {
    return tenant
        .session()
        .orElseThrow(
            () ->
                new NetworkDown(
                    Reason.NOT_READY,
                    "The I2P router has no tunnels for us at the moment. What to do: wait."));
  }

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public void begin() {
    // It is kept for as long as the network is open.
  }

  @Override
  public void end() {
    // It is kept for as long as the network is open.
  }

  @Override
  public void up() {
    keeper.shared(true);
  }

  @Override
  public void serve(Session session) {
    // Nobody arrives here.
  }

  @Override
  public void down() {
    keeper.shared(false);
  }

  @Override
  public boolean admits() {
    return false;
  }
}
