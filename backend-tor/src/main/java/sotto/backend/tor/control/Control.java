package sotto.backend.tor.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.Secret;

/// One session with a tor's control port, logged in.
///
/// Commands are done one at a time, in the order they came in. Interrupting a caller ends its wait
/// and nothing else: the command may still be done. A failure that is not a plain refusal ends the
/// session, once and for all; whoever wants to go on opens another. Losing the session removes the
/// onions that were added through it. Safe for use by any number of threads.
///
/// Every command throws:
/// - [Refused] if tor said no; the session goes on,
/// - [NetworkDown] if the session is or gets over: `NO_DAEMON` if tor hung up, does not answer
///   within [#COMMAND_PATIENCE] or the session was closed, `DAEMON_PROTOCOL` if it said something
///   that makes no sense,
/// - [InterruptedException] if the caller is interrupted.
public final class Control implements AutoCloseable {

  /// How long tor may take to answer a command. A tor on this machine answers in milliseconds; a
  /// busy one, or one that writes its state to a slow disk, may take seconds.
  public static final Duration COMMAND_PATIENCE = Duration.ofSeconds(10);

  private final Session session;

  Control(Session session) {
    this.session = session;
  }

  /// Connects and logs in.
  ///
  /// @param endpoint where tor's control port is
  /// @param login what to log in with
  /// @param consumer is given the events that [#subscribe] asks for, one after the other, and then
  ///   [Lost] if the session ends before it is closed; may block, and may call the session. If it
  ///   falls [Courier#WAITING_MAX] events behind, the session ends. It must not throw
  /// @param threads makes the three threads of the session, which end soon after it
  /// @param random where the nonce comes from
  /// @param patience how long all of it may take
  /// @return an open session
  /// @throws NetworkDown `NO_DAEMON` if nothing listens or it is silent, `AUTHENTICATION` if it
  ///   does not let us in, `VERSION` if it is too old or no tor, `DAEMON_PROTOCOL` if it makes no
  ///   sense
  /// @throws InterruptedException if the thread is interrupted; nothing stays open
  public static Control open(
      Endpoint endpoint,
      Login login,
      Consumer<ControlEvent> consumer,
      ThreadFactory threads,
      RandomGenerator random,
      Duration patience)
      throws NetworkDown, InterruptedException {
    return new Control(
        Session.open(endpoint, login, consumer, threads, random, patience, COMMAND_PATIENCE));
  }

  /// Returns tor's version.
  ///
  /// @return what it said before the login
  public TorVersion version() {
    return session.version();
  }

  /// Asks for several things; `GETINFO`.
  ///
  /// @param keys such as `status/bootstrap-phase` or `net/listeners/socks`
  /// @return the values by key; multi-line values end in a line break
  /// @throws Refused if tor does not know one of the keys, or may not tell
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public Map<String, String> info(List<String> keys)
      throws Refused, NetworkDown, InterruptedException {
    keys.forEach(Arguments::key);
    return session.run(tor -> Map.copyOf(tor.getInfo(keys)));
  }

  /// Asks for one thing; `GETINFO`.
  ///
  /// @param key such as `version`
  /// @return the value, or nothing if this tor does not know it or a filter keeps it back
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public Optional<String> info(String key) throws NetworkDown, InterruptedException {
    try {
      return Optional.ofNullable(info(List.of(key)).get(key));
    } catch (Refused e) {
      // Unknown here, or kept back: both are no answer.
      return Optional.empty();
    }
  }

  /// Returns how far tor's start has come; `GETINFO status/bootstrap-phase`.
  ///
  /// @return the phase, as events tell it
  /// @throws Refused if it may not be known
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public ControlEvent.Bootstrap bootstrap() throws Refused, NetworkDown, InterruptedException {
    var key = "status/bootstrap-phase";
    return session.run(tor -> Events.bootstrap(Optional.ofNullable(tor.getInfo(key)).orElse("")));
  }

  /// Returns where tor takes SOCKS on this machine; `GETINFO net/listeners/socks`.
  ///
  /// @return those that can be dialled from here, in tor's order; perhaps none
  /// @throws Refused if it may not be known
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public List<Endpoint> socks() throws Refused, NetworkDown, InterruptedException {
    var key = "net/listeners/socks";
    return session.run(
        tor -> Arguments.endpoints(Optional.ofNullable(tor.getInfo(key)).orElse("")));
  }

  /// Returns settings' values; `GETCONF`.
  ///
  /// @param key the setting, such as `DisableNetwork`
  /// @return its values; empty if it is at its default
  /// @throws Refused if tor does not know it
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public List<String> conf(String key) throws Refused, NetworkDown, InterruptedException {
    Arguments.key(key);
    return session.run(
        tor ->
            tor.getConf(key).stream()
                .filter(entry -> !entry.is_default)
                .map(entry -> entry.value)
                .toList());
  }

  /// Changes a setting until tor ends; `SETCONF`.
  ///
  /// @param key the setting
  /// @param value one line
  /// @throws Refused if tor does not know it, or not this value
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void setConf(String key, String value) throws Refused, NetworkDown, InterruptedException {
    Arguments.key(key);
    Arguments.line(value);
    session.done(tor -> tor.setConf(key, value));
  }

  /// Puts a setting back to its default; `RESETCONF`.
  ///
  /// @param key the setting
  /// @throws Refused if tor does not know it
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void resetConf(String key) throws Refused, NetworkDown, InterruptedException {
    Arguments.key(key);
    session.done(tor -> tor.resetConf(List.of(key)));
  }

  /// Asks for events, and for no others; `SETEVENTS`. A topic that tor, or a filter before it, does
  /// not have is left out.
  ///
  /// @param topics which
  /// @return those that will come
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public Set<Topic> subscribe(Set<Topic> topics) throws NetworkDown, InterruptedException {
    var accepted = new TreeSet<>(topics);
    if (events(accepted)) {
      return accepted;
    }
    accepted.clear();
    for (var topic : new TreeSet<>(topics)) {
      accepted.add(topic);
      if (!events(accepted)) {
        accepted.remove(topic);
      }
    }
    return accepted;
  }

  /// Adds an onion, which lives as long as this session; `ADD_ONION`. Where tor lacks the defence
  /// by proof of work it is added without.
  ///
  /// @param onion what to add
  /// @return its address, and whether it is defended
  /// @throws Refused with the kind `COLLISION` if tor has it already; `NO_SUCH_COMMAND` or
  ///   `NO_SUCH_ARGUMENT` if a filter forbids it
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted; it may have been added
  public Onion.Added addOnion(Onion onion) throws Refused, NetworkDown, InterruptedException {
    if (onion.pow()) {
      try {
        return session.run(tor -> Arguments.added(tor.ask(onion.command(true)), true));
      } catch (Refused e) {
        if (e.kind() != Refused.Kind.NO_SUCH_ARGUMENT && e.kind() != Refused.Kind.NO_SUCH_COMMAND) {
          throw e;
        }
        // Asking beats guessing by version: this tor may be built without it (T31).
      }
    }
    return session.run(tor -> Arguments.added(tor.ask(onion.command(false)), false));
  }

  /// Removes an onion; `DEL_ONION`. Streams that are open stay.
  ///
  /// @param service the 56 characters of its address
  /// @throws Refused if this session has none such
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted; it may have been removed
  public void delOnion(String service) throws Refused, NetworkDown, InterruptedException {
    Arguments.service(service);
    session.done(tor -> tor.delOnion(service));
  }

  /// Has a descriptor looked up; `HSFETCH`. What is found comes as [ControlEvent.HsDesc].
  ///
  /// @param service the 56 characters of the address
  /// @throws Refused if tor does not
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void fetch(String service) throws Refused, NetworkDown, InterruptedException {
    Arguments.service(service);
    session.done(tor -> tor.hsFetch(service));
  }

  /// Uses a key whenever an onion is dialled; `ONION_CLIENT_AUTH_ADD`. Replaces an earlier one.
  ///
  /// @param service the 56 characters of the onion's address
  /// @param key the private X25519 key, 32 bytes
  /// @throws Refused if tor does not take it
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void authorize(String service, Secret key)
      throws Refused, NetworkDown, InterruptedException {
    Arguments.service(service);
    var text = Arguments.base64(key, 32);
    session.done(tor -> tor.onionClientAuthAdd(service, text));
  }

  /// Forgets a key; `ONION_CLIENT_AUTH_REMOVE`.
  ///
  /// @param service the 56 characters of the onion's address
  /// @throws Refused if tor does not
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void unauthorize(String service) throws Refused, NetworkDown, InterruptedException {
    Arguments.service(service);
    session.done(tor -> tor.onionClientAuthRemove(service));
  }

  /// Sends a signal; `SIGNAL`. Never `SHUTDOWN` or `HALT` to a tor that is not ours.
  ///
  /// @param signal which
  /// @throws Refused if tor, or a filter before it, does not take it
  /// @throws NetworkDown if the session is over, as after `HALT`
  /// @throws InterruptedException if the thread is interrupted
  public void signal(Signal signal) throws Refused, NetworkDown, InterruptedException {
    session.done(tor -> tor.signal(signal.name()));
  }

  /// Makes tor end with this session, and no longer with a process; `TAKEOWNERSHIP`.
  ///
  /// @throws Refused if tor does not
  /// @throws NetworkDown if the session is over
  /// @throws InterruptedException if the thread is interrupted
  public void own() throws Refused, NetworkDown, InterruptedException {
    session.done(
        tor -> {
          tor.takeOwnership();
          tor.resetConf(List.of("__OwningControllerProcess"));
        });
  }

  /// Tells whether the session goes on, as far as anybody has noticed.
  ///
  /// @return whether it does
  public boolean alive() {
    return session.alive();
  }

  /// Ends the session and every call that waits in it. Idempotent, does not wait; [Lost] does not
  /// come.
  @Override
  public void close() {
    session.close();
  }

  /// What a tor can be told.
  public enum Signal {
    /// Use new circuits from now on, and forget what was looked up.
    NEWNYM,
    /// Wake up from dormancy.
    ACTIVE,
    /// Doze off until there is something to do.
    DORMANT,
    /// Forget cached addresses of hosts.
    CLEARDNSCACHE,
    /// End in order; a client ends at once.
    SHUTDOWN,
    /// End at once.
    HALT
  }

  private boolean events(Set<Topic> topics) throws NetworkDown, InterruptedException {
    try {
      session.done(tor -> tor.ask(Arguments.subscription(topics)));
      return true;
    } catch (Refused e) {
      // One of them is unknown here, or kept back; which one, tor does not say.
      return false;
    }
  }
}
