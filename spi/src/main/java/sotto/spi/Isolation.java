package sotto.spi;

import java.util.Objects;

/// Whom to be, for the network and for the peer, while dialling.
///
/// Dials that share an identity may share a path and can be linked with one another; dials with
/// different identities must not. On Tor an identity is a pair of SOCKS credentials, on I2P a
/// transient destination, on loopback a synthetic source.
///
/// - **I1** Dials with different isolations never share a path or a source address. Dials with the
///   same label may.
/// - **I2** `fresh()` is an identity of its own for each dial.
/// - **I3** None of `shared()`, `labelled(…)` and `fresh()` shows the address of a listener of
///   ours; only `as(listener)` does, on networks with [Trait#DIAL_FROM_LISTENER].
/// - **I4** Where no further identity can be had, a dial throws [NetworkException.LimitReached]; it
///   never shares one silently.
/// - **I5** What an identity holds is released when its last link is closed.
/// - **I6** A label never leaves the process in clear.
public sealed interface Isolation {

  /// Returns the identity that all dials of this network share which ask for no other.
  ///
  /// @return the isolation
  static Isolation shared() {
    return new Shared();
  }

  /// Returns an identity of its own for each label.
  ///
  /// @param label 1 to 255 characters; meaningful in this process only
  /// @return the isolation
  static Isolation labelled(String label) {
    return new Labelled(label);
  }

  /// Returns an identity that is used for one dial and never again.
  ///
  /// @return the isolation
  static Isolation fresh() {
    return new Fresh();
  }

  /// Returns the identity of a listener of ours: the peer learns its address.
  ///
  /// @param listener an open listener of the same network
  /// @return the isolation
  static Isolation as(Listener listener) {
    return new As(listener);
  }

  /// The identity that ordinary dials share.
  record Shared() implements Isolation {}

  /// One identity for each label.
  ///
  /// @param label 1 to 255 characters
  record Labelled(String label) implements Isolation {

    /// Checks the length.
    public Labelled {
      if (label.isEmpty() || label.length() > 255) {
        throw new IllegalArgumentException("a label has 1 to 255 characters");
      }
    }

    @Override
    public String toString() {
      return "Labelled[redacted]";
    }
  }

  /// A new identity.
  record Fresh() implements Isolation {}

  /// The identity of a listener.
  ///
  /// @param listener whose address to show
  record As(Listener listener) implements Isolation {

    /// Checks that there is one.
    public As {
      Objects.requireNonNull(listener, "listener");
    }

    @Override
    public String toString() {
      return "As[redacted]";
    }
  }
}
