package sotto.spi.facet;

import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.Secret;

/// Lets a listener admit only callers who hold a key, enforced by the network; belongs to
/// [sotto.spi.Trait#CLIENT_AUTH].
///
/// - **F3** A caller without a credential, or with a wrong one, gets
///   [NetworkException.PeerUnreachable] with the reason `REQUIRES_AUTH`.
public interface ClientAuthorization {

  /// Makes a key pair for one caller: the secret is the caller's, the name is for the listener.
  ///
  /// @return a new credential
  Credential newCredential();

  /// Admits these callers from now on, and no others; an empty set admits everybody.
  ///
  /// @param listener an open listener of this network
  /// @param admitted the public halves of the callers' credentials
  /// @throws NetworkException if the network cannot do it now
  void admit(Listener listener, Set<String> admitted) throws NetworkException;

  /// Uses a credential whenever an address is dialled.
  ///
  /// @param peer the address it is for
  /// @param secret the secret half
  /// @throws NetworkException if the network cannot do it now, or refuses the secret
  void use(Address peer, Secret secret) throws NetworkException;

  /// A key pair.
  ///
  /// @param name the public half, as text
  /// @param secret the secret half
  record Credential(String name, Secret secret) {

    @Override
    public String toString() {
      return "credential:[redacted]";
    }
  }
}
