package sotto.protocol.crypto;

import java.util.random.RandomGenerator;

/// A node's own key pair (Ed25519, RFC 8032): what proves to peers who we are.
///
/// Safe for use by any number of threads. `toString` reveals nothing.
public final class Identity {

  /// The length of a seed, in bytes.
  public static final int SEED_SIZE = 32;

  private final Bytes seed;
  private final PeerId id;

  private Identity(Bytes seed, PeerId id) {
    this.seed = seed;
    this.id = id;
  }

  /// Makes a new identity.
  ///
  /// @param random where it comes from; must be cryptographically strong outside tests
  /// @return the identity
  public static Identity create(RandomGenerator random) {
    var seed = new byte[SEED_SIZE];
    random.nextBytes(seed);
    return of(Bytes.owned(seed));
  }

  /// Makes an identity again from its seed.
  ///
  /// @param seed 32 bytes, the private key of RFC 8032
  /// @return the identity
  /// @throws IllegalArgumentException if there are not 32 bytes
  public static Identity of(Bytes seed) {
    if (seed.size() != SEED_SIZE) {
      throw new IllegalArgumentException("a seed has " + SEED_SIZE + " bytes");
    }
    var key = Curves.chosen().signatures().publicKey(seed.toArray());
    return new Identity(seed, new PeerId(Bytes.owned(key)));
  }

  /// Returns the secret that this identity can be made from again.
  ///
  /// @return 32 bytes
  public Bytes seed() {
    return seed;
  }

  /// Returns the public half.
  ///
  /// @return who we are for peers
  public PeerId id() {
    return id;
  }

  /// Signs a message for a domain.
  ///
  /// @param domain what the signature is for
  /// @param message any number of bytes
  /// @return the signature, always the same for the same domain and message
  public Signature sign(Domain domain, Bytes message) {
    var framed = domain.frame(message).toArray();
    var signature = Curves.chosen().signatures().sign(seed.toArray(), id.key().toArray(), framed);
    return new Signature(Bytes.owned(signature));
  }

  /// Tells whether a peer signed a message for a domain.
  ///
  /// The verdict is the same on every node, whatever provider it uses, also for signatures that
  /// were made to tell implementations apart; `Ed25519Rules` says how.
  ///
  /// @param peer who is said to have signed
  /// @param domain what the signature is for
  /// @param message any number of bytes
  /// @param signature what is said to be the signature
  /// @return whether it holds
  public static boolean verify(PeerId peer, Domain domain, Bytes message, Signature signature) {
    return Ed25519Rules.verify(
        Curves.chosen().signatures(),
        peer.key().toArray(),
        domain.frame(message).toArray(),
        signature.bytes().toArray());
  }

  @Override
  public String toString() {
    return "identity:[redacted]";
  }
}
