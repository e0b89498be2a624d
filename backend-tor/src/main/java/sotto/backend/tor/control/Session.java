package sotto.backend.tor.control;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Errands.Task;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;

/// The threads behind a [Control]: one talks, one listens, one delivers events. Whatever goes wrong
/// in one of them ends all, with a reason.
final class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final SocketChannel channel;
  private final Conversation tor;
  private final Courier courier;
  private final Duration callerPatience;
  private final Errands errands = new Errands();
  private volatile TorVersion version = new TorVersion(0, 0, 0, 0);

  private Session(SocketChannel channel, Courier courier, Duration commandPatience) {
    this.channel = channel;
    this.tor = Conversation.over(channel, commandPatience);
    this.courier = courier;
    // For the command before the caller's own, for its own, and for noticing that tor is silent.
    this.callerPatience = commandPatience.multipliedBy(2).plusSeconds(1);
  }

  /// Opens a session, as [Control#open] says.
  static Session open(
      Endpoint endpoint,
      Login login,
      Consumer<ControlEvent> consumer,
      ThreadFactory threads,
      RandomGenerator random,
      Duration patience,
      Duration commandPatience)
      throws NetworkDown, InterruptedException {
    SocketChannel channel;
    try {
      channel = endpoint.channel();
    } catch (IOException e) {
      throw reason(e);
    }
    var session = new Session(channel, new Courier(consumer), commandPatience);
    var opened = false;
    try {
      var deadline = System.nanoTime() + patience.toNanos();
      threads.newThread(session::talk).start();
      session.run(_ -> session.connect(endpoint), patience);
      threads.newThread(session::listen).start();
      var left = Duration.ofNanos(deadline - System.nanoTime());
      session.version = session.run(new Entrance(login, random)::enter, left);
      threads.newThread(session::deliver).start();
      opened = true;
      return session;
    } catch (Refused e) {
      throw new AssertionError("an entrance turns refusals into reasons", e);
    } finally {
      if (!opened) {
        session.close();
      }
    }
  }

  /// Returns tor's version.
  TorVersion version() {
    return version;
  }

  /// Has something said to tor, and waits for what comes of it.
  <T> T run(Task<T> task) throws Refused, NetworkDown, InterruptedException {
    return run(task, callerPatience);
  }

  /// Has something said to tor whose answer is only that it is done.
  void done(Errand errand) throws Refused, NetworkDown, InterruptedException {
    run(
        conversation -> {
          errand.run(conversation);
          return true;
        });
  }

  /// Something to say to tor.
  interface Errand {
    /// Says it.
    void run(Conversation tor) throws IOException;
  }

  /// Tells whether it goes on.
  boolean alive() {
    return !errands.ended();
  }

  @Override
  public void close() {
    courier.end();
    end(new NetworkDown(Reason.NO_DAEMON, "The session with tor was closed."));
  }

  private <T> T run(Task<T> task, Duration patience)
      throws Refused, NetworkDown, InterruptedException {
    return errands.run(task, patience);
  }

  private boolean connect(Endpoint endpoint) throws IOException {
    return channel.connect(endpoint.address());
  }

  /// The talking thread: does errands until the end.
  private void talk() {
    try {
      for (var next = errands.take(); next.isPresent(); next = errands.take()) {
        errands.perform(next.get(), tor);
      }
    } catch (IOException e) {
      end(reason(e));
    } catch (InterruptedException e) {
      end(stopped());
    }
  }

  /// The listening thread: reads until the end.
  private void listen() {
    var why = reason(tor.listen(this::event));
    try {
      // What tor said before the end counts, such as why it refuses a login.
      errands.awaitIdle();
    } catch (InterruptedException e) {
      // Stopped from outside: the end is the same.
    }
    end(why);
  }

  /// The delivering thread.
  private void deliver() {
    try {
      courier.run();
    } catch (InterruptedException e) {
      end(stopped());
    }
  }

  private void event(Reply reply) throws NetworkDown {
    try {
      var event = Events.parse(reply.lines().getFirst().text());
      if (event.isPresent() && !courier.post(event.get())) {
        throw new NetworkDown(
            Reason.DAEMON_PROTOCOL, "Tor reports more events than can be taken in.");
      }
    } catch (Malformed e) {
      // A later tor may say it differently; what it says to commands is still understood.
      LOG.debug("an event was left out: {}", e.getMessage());
    }
  }

  private void end(NetworkDown why) {
    if (errands.end(why)) {
      courier.end(new Lost(why));
      try {
        channel.close();
      } catch (IOException e) {
        // It is closed, or will be with the process.
      }
    }
  }

  private static NetworkDown stopped() {
    return new NetworkDown(Reason.NO_DAEMON, "The session with tor was stopped from outside.");
  }

  /// Says what a failure means. The cause is left out where it could name a path.
  private static NetworkDown reason(IOException failure) {
    return switch (failure) {
      case NetworkDown known -> known;
      case Malformed malformed ->
          new NetworkDown(
              Reason.DAEMON_PROTOCOL,
              "What answers at the control port does not speak tor's control protocol: "
                  + malformed.getMessage()
                  + ". What to do: check the setting control.",
              malformed);
      case Conversation.Silent silent ->
          new NetworkDown(
              Reason.NO_DAEMON,
              "Tor does not answer its control port. What to do: see whether it hangs, restart it.",
              silent);
      case EOFException hungUp ->
          new NetworkDown(
              Reason.NO_DAEMON, "Tor hung up. What to do: see whether it still runs.", hungUp);
      default ->
          new NetworkDown(
              Reason.NO_DAEMON,
              "No tor can be reached at the control port. What to do: start it, or check the"
                  + " setting control.");
    };
  }
}
