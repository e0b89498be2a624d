package sotto.backend.tor.daemon;

/// One tor that was found, or looked for, and whether it would be used; for people, by way of
/// `doctor`.
///
/// @param way how it would be had
/// @param version such as `0.4.9.11`; empty if there is none to ask
/// @param usable whether it is used when nothing else is asked for
/// @param remark why not, and what to do; or what speaks for it
public record Finding(Mode way, String version, boolean usable, String remark) {

  /// Returns it as one line without paths.
  ///
  /// @return such as `system: tor 0.4.9.11: supported`
  public String line() {
    var name = way.name().toLowerCase(java.util.Locale.ROOT);
    return name + ": " + (version.isEmpty() ? "" : "tor " + version + ": ") + remark;
  }
}
