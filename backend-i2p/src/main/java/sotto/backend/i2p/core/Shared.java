package sotto.backend.i2p.core;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import sotto.backend.i2p.client.Session;
import sotto.backend.i2p.client.SessionOptions;
import sotto.backend.i2p.client.Streams;
import sotto.backend.i2p.destination.I2pKey;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.backend.Crew;

/// A destination that ordinary dials share. It has another key after its router was away: peers
/// whom it dialled before would answer to where it was.
final class Shared implements Caller, Tenant.Events {

  private final Sharing sharing;
  private final Tenant tenant;
  private final Streams streams;

  Shared(
      Sharing sharing,
      Keeper keeper,
      Supplier<I2pKey> keys,
      SessionOptions options,
      Streams streams) {
    this.sharing = sharing;
    this.streams = streams;
    this.tenant = new Tenant(keeper, keys, options, this);
  }

  void start(Crew crew) {
    tenant.start(crew);
  }

  void close() {
    tenant.close();
  }

  @Override
  public Session session(Duration timeout) throws NetworkException, InterruptedException {
    return tenant
        .session(sharing.isNew(this) ? timeout : Duration.ZERO)
        .orElseThrow(
            () ->
                new NetworkDown(
                    Reason.NOT_READY,
                    "The I2P router has no tunnels for us at the moment. What to do: wait."));
  }

  @Override
  public Optional<Caller> fresher() {
    return sharing.fresher(this);
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
    sharing.up(this);
  }

  @Override
  public void serve(Session session) {
    // Nobody arrives here.
  }

  @Override
  public void down() {
    sharing.down(this);
  }

  @Override
  public boolean admits() {
    return false;
  }
}
