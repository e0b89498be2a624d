package sotto.protocol.session;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import sotto.spi.NetworkException;

/// A session did not come about, or ended other than properly.
///
/// There is one subclass for each thing that a caller can sensibly do next; the [Rejection] says
/// why, for counters. The session and its link are closed whenever one is thrown.
public abstract sealed class SessionException extends IOException {

  private static final long serialVersionUID = 1;

  private final Rejection rejection;

  private SessionException(Rejection rejection, String message) {
    super(message);
    this.rejection = rejection;
  }

  private SessionException(Rejection rejection, String message, Throwable cause) {
    super(message, cause);
    this.rejection = rejection;
  }

  /// Returns what it means for a session that its link failed so.
  static SessionException of(IOException e) {
    return switch (e) {
      case SessionException known -> known;
      case ClosedChannelException _, NetworkException.NetworkClosed _ -> new Closed(e);
      case GuardedLink.Broken _ -> new Lost(Rejection.LINK_BROKEN, e);
      default -> new Lost(Rejection.LINK_LOST, e);
    };
  }

  /// Returns why.
  ///
  /// @return the reason, for a counter
  public final Rejection rejection() {
    return rejection;
  }

  /// The peer, or somebody between, broke the rules: it may count against the peer.
  public static final class Refused extends SessionException {

    private static final long serialVersionUID = 1;

    Refused(Rejection rejection) {
      super(rejection, "The peer was refused: " + rejection + ".");
    }
  }

  /// The handshake was not over in time, and nobody can say who was slow: try later.
  public static final class TimedOut extends SessionException {

    private static final long serialVersionUID = 1;

    TimedOut() {
      super(Rejection.TIMED_OUT, "The handshake was not over in time.");
    }
  }

  /// The link ended before the session did, by the network's or an attacker's doing: dial again.
  public static final class Lost extends SessionException {

    private static final long serialVersionUID = 1;

    Lost() {
      super(Rejection.TRUNCATED, "The link ended before the session did.");
    }

    Lost(Rejection rejection, IOException cause) {
      super(rejection, "The link was lost.", cause);
    }
  }

  /// The session is over by our own doing: it was closed, its thread was interrupted, or it has
  /// carried all that a session may.
  public static final class Closed extends SessionException {

    private static final long serialVersionUID = 1;

    Closed(IOException cause) {
      super(Rejection.CLOSED, "The session was closed.", cause);
    }

    Closed(Rejection rejection) {
      super(rejection, "The session is over: " + rejection + ".");
    }
  }
}
