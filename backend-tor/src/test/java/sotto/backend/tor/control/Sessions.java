package sotto.backend.tor.control;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.Secret;

/// Sessions and keys for tests.
final class Sessions {

  /// Long enough that it only ends a test that hangs.
  static final Duration LONG = Duration.ofSeconds(30);

  private Sessions() {}

  static Control open(Endpoint endpoint, Login login) throws Exception {
    return open(endpoint, login, _ -> {});
  }

  static Control open(Endpoint endpoint, Login login, Consumer<ControlEvent> consumer)
      throws NetworkDown, InterruptedException {
    return Control.open(
        endpoint, login, consumer, Thread.ofVirtual().factory(), new SecureRandom(), LONG);
  }

  /// Opens one whose commands have little time.
  static Control hasty(Endpoint endpoint, Duration patience, Consumer<ControlEvent> consumer)
      throws NetworkDown, InterruptedException {
    return new Control(
        Session.open(
            endpoint,
            Login.offered(),
            consumer,
            Thread.ofVirtual().factory(),
            new SecureRandom(),
            patience,
            patience));
  }

  /// Makes an expanded key: a clamped scalar and a prefix.
  static Secret key() {
    var bytes = new byte[64];
    new SecureRandom().nextBytes(bytes);
    bytes[0] &= (byte) 248;
    bytes[31] &= 63;
    bytes[31] |= 64;
    return Secret.of(bytes);
  }

  /// Events as they come.
  static final class Seen implements Consumer<ControlEvent> {

    private final BlockingQueue<ControlEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(ControlEvent event) {
      events.add(event);
    }

    ControlEvent next() throws InterruptedException {
      var event = events.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event came");
      }
      return event;
    }

    boolean isEmpty() {
      return events.isEmpty();
    }
  }
}
