package sotto.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Which provider does the curve arithmetic of this process, chosen once, at start.
///
/// BouncyCastle's lightweight API does both curves, unless a native provider that measured faster
/// is on the class path and passes a test with vectors of the RFCs: Conscrypt for X25519 (30,000
/// agreements a second and core instead of 11,000), Amazon's Corretto Crypto Provider for Ed25519
/// (25,000 verifications instead of 13,000). Neither is registered with the JDK, and the order of
/// registered providers plays no part. Verdicts on signatures are the same with all of them:
/// [Ed25519Rules] sees to it.
///
/// Safe for use by any number of threads.
public final class Curves {

  private static final Curves CHOSEN = choose(Curves.class.getClassLoader());

  private final X25519 agreements;
  private final Ed25519 signatures;
  private final String report;

  private Curves(X25519 agreements, Ed25519 signatures, String report) {
    this.agreements = agreements;
    this.signatures = signatures;
    this.report = report;
  }

  /// Returns what this process uses.
  ///
  /// @return the choice
  public static Curves chosen() {
    return CHOSEN;
  }

  /// Says in one sentence what was chosen and why.
  ///
  /// @return the sentence, for the command `doctor`
  public String report() {
    return report;
  }

  X25519 agreements() {
    return agreements;
  }

  Ed25519 signatures() {
    return signatures;
  }

  /// Chooses among what a class loader can load.
  static Curves choose(ClassLoader loader) {
    var remarks = new ArrayList<String>();
    var x25519 =
        provider(loader, "org.conscrypt.OpenSSLProvider", remarks)
            .flatMap(provider -> x25519(provider, remarks));
    var ed25519 =
        provider(
                loader, "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider", remarks)
            .flatMap(provider -> ed25519(provider, remarks));
    var report =
        "Curves: X25519 by %s, Ed25519 by %s%s."
            .formatted(
                x25519.isPresent() ? "Conscrypt" : "BouncyCastle",
                ed25519.isPresent() ? "Amazon Corretto Crypto Provider" : "BouncyCastle",
                remarks.isEmpty() ? "" : "; " + String.join("; ", remarks));
    return new Curves(
        x25519.orElseGet(BouncyX25519::new), ed25519.orElseGet(BouncyEd25519::new), report);
  }

  /// Tells whether an implementation gives what RFC 7748 says (5.2 and 6.1).
  static boolean passes(X25519 candidate) {
    var secret = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    var peer = hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    var shared = hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    var alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    var publicKey = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    return Arrays.equals(candidate.agree(secret, peer), shared)
        && Arrays.equals(candidate.publicKey(alice), publicKey)
        && Arrays.equals(candidate.agree(alice, new byte[32]), new byte[32]);
  }

  /// Tells whether an implementation gives what RFC 8032 says (7.1, test 3), and accepts nothing
  /// else.
  static boolean passes(Ed25519 candidate) {
    var seed = hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    var publicKey = hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    var message = hex("af82");
    var signature =
        hex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    var altered = signature.clone();
    altered[0] ^= 1;
    return Arrays.equals(candidate.sign(seed, publicKey, message), signature)
        && candidate.verify(publicKey, message, signature)
        && !candidate.verify(publicKey, message, altered)
        && !candidate.verify(publicKey, hex("af83"), signature);
  }

  private static Optional<Provider> provider(
      ClassLoader loader, String type, List<String> remarks) {
    try {
      var made = loader.loadClass(type).getConstructor().newInstance();
      return made instanceof Provider provider ? Optional.of(provider) : Optional.empty();
    } catch (ClassNotFoundException _) {
      return Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      remarks.add(type + " does not load: " + e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private static Optional<X25519> x25519(Provider provider, List<String> remarks) {
    try {
      var candidate = new NativeX25519(provider);
      return checked(candidate, passes(candidate), provider, remarks);
    } catch (GeneralSecurityException | RuntimeException | LinkageError _) {
      return checked(new BouncyX25519(), false, provider, remarks);
    }
  }

  private static Optional<Ed25519> ed25519(Provider provider, List<String> remarks) {
    try {
      var candidate = new NativeEd25519(provider, keys(provider));
      return checked(candidate, passes(candidate), provider, remarks);
    } catch (GeneralSecurityException | RuntimeException | LinkageError _) {
      return checked(new BouncyEd25519(), false, provider, remarks);
    }
  }

  /// Some versions of the provider make no keys themselves; those of the JDK will do.
  private static Provider keys(Provider provider) {
    return provider.getService("KeyFactory", "Ed25519") == null
        ? Security.getProvider("SunEC")
        : provider;
  }

  private static <T> Optional<T> checked(
      T candidate, boolean passed, Provider provider, List<String> remarks) {
    if (passed) {
      return Optional.of(candidate);
    }
    remarks.add(provider.getName() + " failed the test with vectors of the RFC and is not used");
    return Optional.empty();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
