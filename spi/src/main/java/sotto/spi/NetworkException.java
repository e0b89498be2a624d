package sotto.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A network could not do what was asked.
///
/// There is one subclass for each thing that a caller can sensibly do next, and no other. What
/// exactly went wrong is the [Reason], for counters, and the message, for people.
///
/// - **X1** Every failure says whose fault it is and when trying again makes sense.
/// - **X2** A message says what happened and what to do, and contains no address, secret or path.
public abstract sealed class NetworkException extends IOException {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  private NetworkException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// Returns what went wrong, as finely as the backend knows.
  ///
  /// @return the reason
  public final Reason reason() {
    return reason;
  }

  /// Returns whose fault it is.
  ///
  /// @return the reason's fault
  public final Fault fault() {
    return reason.fault;
  }

  /// Returns when trying the same again makes sense.
  ///
  /// @return the reason's retry
  public final Retry retry() {
    return reason.retry;
  }

  /// Whose fault a failure is. Only a `PEER` fault may count against a peer.
  public enum Fault {
    /// Our request, our configuration, our machine or our daemon.
    OURS,
    /// The network between.
    NETWORK,
    /// The peer, or its network.
    PEER
  }

  /// When trying again makes sense.
  public enum Retry {
    /// Never: the same request will fail again.
    NEVER,
    /// Later, with a growing wait.
    LATER,
    /// Once the network's status says that it is usable.
    WHEN_READY,
    /// Once a person or the program has changed something.
    AFTER_CHANGE
  }

  /// What went wrong.
  public enum Reason {
    /// The address is not well-formed on its network.
    MALFORMED(Fault.OURS, Retry.NEVER),
    /// The address or key belongs to another network.
    FOREIGN(Fault.OURS, Retry.NEVER),
    /// The address is well-formed, but this backend can never do this with it.
    UNSUPPORTED(Fault.OURS, Retry.NEVER),
    /// The daemon is not there.
    NO_DAEMON(Fault.OURS, Retry.WHEN_READY),
    /// The network has not finished starting.
    NOT_READY(Fault.OURS, Retry.WHEN_READY),
    /// The daemon refused our credentials.
    AUTHENTICATION(Fault.OURS, Retry.AFTER_CHANGE),
    /// The daemon is too old, or a wrong program.
    VERSION(Fault.OURS, Retry.AFTER_CHANGE),
    /// The daemon said something that makes no sense.
    DAEMON_PROTOCOL(Fault.OURS, Retry.LATER),
    /// The network cannot find a way.
    NO_ROUTE(Fault.NETWORK, Retry.LATER),
    /// No such peer is published.
    NOT_FOUND(Fault.PEER, Retry.LATER),
    /// The peer is published but does not answer.
    AWAY(Fault.PEER, Retry.LATER),
    /// The peer is there and does not want the link: nothing listens at this port, or it is full.
    REFUSED(Fault.PEER, Retry.LATER),
    /// The peer admits only callers with a credential.
    REQUIRES_AUTH(Fault.PEER, Retry.AFTER_CHANGE),
    /// The deadline passed, and nobody can say who was slow.
    DEADLINE(Fault.NETWORK, Retry.LATER),
    /// A limit of ours or of the daemon's is reached.
    LIMIT(Fault.OURS, Retry.AFTER_CHANGE),
    /// The key is being listened on already, here or elsewhere.
    KEY_IN_USE(Fault.OURS, Retry.LATER),
    /// A secret cannot be used.
    BAD_KEY(Fault.OURS, Retry.NEVER),
    /// A setting cannot be used.
    BAD_SETTING(Fault.OURS, Retry.AFTER_CHANGE),
    /// No backend fits, or one cannot be loaded.
    NO_BACKEND(Fault.OURS, Retry.AFTER_CHANGE),
    /// The peer tore the link down.
    RESET(Fault.PEER, Retry.LATER),
    /// The link died with the daemon or the path.
    LINK_DIED(Fault.NETWORK, Retry.LATER),
    /// It was closed by its owner.
    CLOSED(Fault.OURS, Retry.NEVER);

    private final Fault fault;
    private final Retry retry;

    Reason(Fault fault, Retry retry) {
      this.fault = fault;
      this.retry = retry;
    }

    /// Returns whose fault this is.
    ///
    /// @return the fault
    public Fault fault() {
      return fault;
    }

    /// Returns when trying again makes sense.
    ///
    /// @return the retry
    public Retry retry() {
      return retry;
    }
  }

  /// The address can never work here: forget it.
  public static final class AddressRejected extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param reason `MALFORMED`, `FOREIGN` or `UNSUPPORTED`
    /// @param message what happened and what to do, for people
    public AddressRejected(Reason reason, String message) {
      this(reason, message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param reason `MALFORMED`, `FOREIGN` or `UNSUPPORTED`
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public AddressRejected(Reason reason, String message, @Nullable Throwable cause) {
      super(reason, message, cause);
    }
  }

  /// The secret or key can never work here: make a new one, or restore the right one.
  public static final class KeyRejected extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public KeyRejected(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public KeyRejected(String message, @Nullable Throwable cause) {
      super(Reason.BAD_KEY, message, cause);
    }
  }

  /// Our side cannot do it now: wait for the status, or tell the user.
  public static final class NetworkDown extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param reason `NO_DAEMON`, `NOT_READY`, `AUTHENTICATION`, `VERSION`, `DAEMON_PROTOCOL` or
    ///   `NO_ROUTE`
    /// @param message what happened and what to do, for people
    public NetworkDown(Reason reason, String message) {
      this(reason, message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param reason `NO_DAEMON`, `NOT_READY`, `AUTHENTICATION`, `VERSION`, `DAEMON_PROTOCOL` or
    ///   `NO_ROUTE`
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public NetworkDown(Reason reason, String message, @Nullable Throwable cause) {
      super(reason, message, cause);
    }
  }

  /// The peer is away: try later, or try another peer.
  public static final class PeerUnreachable extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param reason `NOT_FOUND`, `AWAY`, `REFUSED` or `REQUIRES_AUTH`
    /// @param message what happened and what to do, for people
    public PeerUnreachable(Reason reason, String message) {
      this(reason, message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param reason `NOT_FOUND`, `AWAY`, `REFUSED` or `REQUIRES_AUTH`
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public PeerUnreachable(Reason reason, String message, @Nullable Throwable cause) {
      super(reason, message, cause);
    }
  }

  /// The deadline passed: try again with more time, or try another peer.
  public static final class DialTimeout extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public DialTimeout(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public DialTimeout(String message, @Nullable Throwable cause) {
      super(Reason.DEADLINE, message, cause);
    }
  }

  /// An open link is gone, and not because we closed it: dial again.
  public static final class LinkLost extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param reason `RESET` or `LINK_DIED`
    /// @param message what happened and what to do, for people
    public LinkLost(Reason reason, String message) {
      this(reason, message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param reason `RESET` or `LINK_DIED`
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public LinkLost(Reason reason, String message, @Nullable Throwable cause) {
      super(reason, message, cause);
    }
  }

  /// There is no more of something: close what is not needed.
  public static final class LimitReached extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public LimitReached(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public LimitReached(String message, @Nullable Throwable cause) {
      super(Reason.LIMIT, message, cause);
    }
  }

  /// The key is being listened on already: close the other listener, or wait for it to go.
  public static final class KeyInUse extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public KeyInUse(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public KeyInUse(String message, @Nullable Throwable cause) {
      super(Reason.KEY_IN_USE, message, cause);
    }
  }

  /// A setting cannot be used: correct it.
  public static final class ConfigRejected extends NetworkException {

    private static final long serialVersionUID = 1;

    private final String setting;

    /// Says which setting cannot be used and why.
    ///
    /// @param setting the setting's name
    /// @param message what is wrong with it and what would be right, for people
    public ConfigRejected(String setting, String message) {
      this(setting, message, null);
    }

    /// Says which setting cannot be used, why, and what caused it.
    ///
    /// @param setting the setting's name
    /// @param message what is wrong with it and what would be right, for people
    /// @param cause what caused it, or null
    public ConfigRejected(String setting, String message, @Nullable Throwable cause) {
      super(Reason.BAD_SETTING, message, cause);
      this.setting = setting;
    }

    /// Returns the name of the setting that cannot be used.
    ///
    /// @return the name, such as `control.port` or `directory`
    public String setting() {
      return setting;
    }
  }

  /// No backend fits: add a jar, remove one, or name one.
  public static final class NoBackend extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public NoBackend(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public NoBackend(String message, @Nullable Throwable cause) {
      super(Reason.NO_BACKEND, message, cause);
    }
  }

  /// It was closed by its owner: stop.
  public static final class NetworkClosed extends NetworkException {

    private static final long serialVersionUID = 1;

    /// Says what happened.
    ///
    /// @param message what happened and what to do, for people
    public NetworkClosed(String message) {
      this(message, null);
    }

    /// Says what happened and what caused it.
    ///
    /// @param message what happened and what to do, for people
    /// @param cause what caused it, or null
    public NetworkClosed(String message, @Nullable Throwable cause) {
      super(Reason.CLOSED, message, cause);
    }
  }
}
