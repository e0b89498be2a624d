package sotto.backend.tor.control;

import java.util.Comparator;
import java.util.regex.Pattern;

/// The version of a tor, such as 0.4.9.11; ordered by age.
///
/// @param major the first number
/// @param minor the second
/// @param micro the third
/// @param patch the fourth
public record TorVersion(int major, int minor, int micro, int patch)
    implements Comparable<TorVersion> {

  /// The oldest that the Tor Project still supports, and the first with proof of work.
  public static final TorVersion SUPPORTED = new TorVersion(0, 4, 8, 0);

  private static final Pattern FORM =
      Pattern.compile("(?:Tor )?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?!\\d).*");
  private static final Comparator<TorVersion> AGE =
      Comparator.comparingInt(TorVersion::major)
          .thenComparingInt(TorVersion::minor)
          .thenComparingInt(TorVersion::micro)
          .thenComparingInt(TorVersion::patch);

  /// Reads a version as tor says it, `0.4.9.11` or `0.4.8.0-alpha-dev (git-…)`.
  ///
  /// @param text the version
  /// @return the four numbers
  /// @throws IllegalArgumentException if it is no version
  public static TorVersion parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a version of tor");
    }
    return new TorVersion(
        Integer.parseInt(match.group(1)),
        Integer.parseInt(match.group(2)),
        Integer.parseInt(match.group(3)),
        match.group(4) == null ? 0 : Integer.parseInt(match.group(4)));
  }

  /// Tells whether the Tor Project still supports it.
  ///
  /// @return whether it is 0.4.8 or newer
  public boolean supported() {
    return compareTo(SUPPORTED) >= 0;
  }

  @Override
  public int compareTo(TorVersion other) {
    return AGE.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro + "." + patch;
  }
}
