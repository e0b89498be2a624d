package sotto.backend.tor.control;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import sotto.spi.Secret;

/// An onion service as `ADD_ONION` wants it; control-spec, section 3.27.
///
/// @param key the expanded Ed25519 secret key: 64 bytes, scalar and prefix, as in
///   `hs_ed25519_secret_key` after its header
/// @param virtualPort the port that dialled addresses name, 1 to 65535
/// @param target where tor connects for an arriving stream
/// @param admitted the only callers that get in, each a public X25519 key as 52 characters of
///   base32; empty admits everybody
/// @param pow whether to defend it by proof of work where tor can
public record Onion(
    Secret key, int virtualPort, Endpoint target, Set<String> admitted, boolean pow) {

  /// The most callers that can be admitted. Their descriptor must fit 50,000 bytes, and each takes
  /// about a hundred, encoded.
  public static final int ADMITTED_MAX = 256;

  private static final int KEY_SIZE = 64;
  private static final Pattern CALLER = Pattern.compile("[a-zA-Z2-7]{52}");

  /// Checks the ranges.
  public Onion {
    admitted = Set.copyOf(admitted);
    if (virtualPort < 1 || virtualPort > 65_535) {
      throw new IllegalArgumentException("a port must be between 1 and 65535");
    }
    if (admitted.size() > ADMITTED_MAX) {
      throw new IllegalArgumentException("more than " + ADMITTED_MAX + " callers admitted");
    }
    if (!admitted.stream().allMatch(caller -> CALLER.matcher(caller).matches())) {
      throw new IllegalArgumentException("a caller is not 52 characters of base32");
    }
  }

  /// What became of it.
  ///
  /// @param service the 56 characters of its address, without `.onion`
  /// @param pow whether tor defends it by proof of work
  public record Added(String service, boolean pow) {

    @Override
    public String toString() {
      return "Added[redacted]";
    }
  }

  /// Returns the command.
  ///
  /// @param defended whether to ask for proof of work
  String command(boolean defended) {
    var bytes = key.reveal();
    if (bytes.length != KEY_SIZE) {
      throw new IllegalArgumentException("an expanded key has " + KEY_SIZE + " bytes");
    }
    var command = new StringBuilder("ADD_ONION ED25519-V3:");
    command.append(Base64.getEncoder().encodeToString(bytes));
    Arrays.fill(bytes, (byte) 0);
    command.append(" Flags=DiscardPK").append(admitted.isEmpty() ? "" : ",V3Auth");
    if (defended) {
      command.append(" PoWDefensesEnabled=1");
    }
    command.append(" Port=").append(virtualPort).append(',').append(target.form());
    admitted.stream().sorted().forEach(caller -> command.append(" ClientAuthV3=").append(caller));
    return command.toString();
  }

  @Override
  public String toString() {
    return "Onion[redacted]";
  }
}
