package sotto.spi;

/// The key behind an address of ours. It belongs to the application, which keeps its secret; a
/// backend stores nothing.
///
/// Immutable and safe for use by any number of threads.
///
/// - **K5** The address is known offline, as soon as there is a key.
/// - **K6** There is no way to sign bytes of somebody else's choosing: `prove` always signs a
///   domain, the scheme and this key's own address before the context, each with its length.
/// - **K7** A backend writes no secret to disk that the application did not ask it to keep.
/// - **K8** `toString` reveals neither the secret nor the address.
public interface ServiceKey {

  /// Returns the address of this key, without a port.
  ///
  /// @return the address
  Address address();

  /// Returns the secret, from which [Addresses#key] makes the key again.
  ///
  /// @return a copy, which the caller should close when done
  Secret secret();

  /// Proves to a verifier that we own the address.
  ///
  /// @param context what the proof is for, 16 to 1024 bytes, with a nonce of the verifier's in it
  /// @return the proof
  /// @throws IllegalArgumentException if the context is shorter or longer
  /// @throws NetworkException.KeyRejected if this network has no [Trait#ADDRESS_PROOF]
  Proof prove(byte[] context) throws NetworkException.KeyRejected;
}
