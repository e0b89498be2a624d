package sotto.protocol.crypto;

/// Which provider does the curve arithmetic of this process, chosen once, at start.
///
/// Safe for use by any number of threads.
public final class Curves {

  private static final Curves CHOSEN = new Curves(new BouncyX25519(), new BouncyEd25519());

  private final X25519 agreements;
  private final Ed25519 signatures;

  private Curves(X25519 agreements, Ed25519 signatures) {
    this.agreements = agreements;
    this.signatures = signatures;
  }

  /// Returns what this process uses.
  public static Curves chosen() {
    return CHOSEN;
  }

  X25519 agreements() {
    return agreements;
  }

  Ed25519 signatures() {
    return signatures;
  }
}
