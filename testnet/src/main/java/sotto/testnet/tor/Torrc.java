package sotto.testnet.tor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the tors of a network are told, and the check without which none is started.
///
/// The line `DirAuthority` replaces the authorities of the public network, which alone keeps a tor
/// away from it (tor's manual, `DirAuthority`).
final class Torrc {

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "DirAuthority \\w+ orport=\\d+ v3ident=[0-9A-F]{40} 127\\.0\\.0\\.1:\\d+ [0-9A-F]{40}");

  /// Lines without which a tor is not bound to a private network.
  private static final List<String> NEEDED =
      List.of("TestingTorNetwork 1", "UseDefaultFallbackDirs 0");

  /// Options that name other ways out.
  private static final List<String> FORBIDDEN =
      List.of(
          "alternatebridgeauthority",
          "alternatedirauthority",
          "bridge",
          "clienttransportplugin",
          "fallbackdir",
          "httpsproxy",
          "socks4proxy",
          "socks5proxy",
          "usebridges");

  private Torrc() {}

  /// What a tor needs to be of a network, whoever runs it. How long a circuit may take is fixed: a
  /// tor that learned it on an idle machine gives up too soon on a busy one.
  static String member(String authority) {
    return """
    %s
    TestingTorNetwork 1
    UseDefaultFallbackDirs 0
    PathsNeededToBuildCircuits 0.67
    KISTSchedRunInterval 1 msec
    LearnCircuitBuildTimeout 0
    CircuitBuildTimeout 5
    OutboundBindAddress 127.0.0.1
    """
        .formatted(authority);
  }

  /// What every tor that runs here has in common.
  static String common(String authority, String name, Path directory, long owner) {
    return member(authority)
        + """
        Nickname %s
        DataDirectory %s
        ControlPort unix:%s/control RelaxDirModeCheck
        CookieAuthentication 1
        CookieAuthFile %s/cookie
        __OwningControllerProcess %d
        ShutdownWaitLength 0
        AvoidDiskWrites 1
        ConnLimit 60
        SafeLogging 1
        """
            .formatted(name, directory, directory, directory, owner);
  }

  /// A relay; what it is used for is the authority's vote. There is nothing to exit to.
  static String relay(int orPort) {
    return """
    SocksPort 0
    ORPort 127.0.0.1:%d
    Address 127.0.0.1
    AssumeReachable 1
    ExitPolicy reject *:*
    ContactInfo none
    """
        .formatted(orPort);
  }

  /// The authority. Two seconds are the shortest delays that tor accepts; an interval above half an
  /// hour would break the revision counters of onion services.
  static String authority(int orPort, int dirPort, Path vote) {
    return """
    SocksPort 0
    AuthoritativeDirectory 1
    V3AuthoritativeDirectory 1
    ORPort 127.0.0.1:%d
    DirPort 127.0.0.1:%d
    Address 127.0.0.1
    AssumeReachable 1
    ExitPolicy reject *:*
    ContactInfo none
    TestingV3AuthInitialVoteDelay 2
    TestingV3AuthInitialDistDelay 2
    V3AuthVotingInterval 300
    V3AuthVoteDelay 2
    V3AuthDistDelay 2
    V3AuthNIntervalsValid 3
    %%include %s
    """
        .formatted(orPort, dirPort, vote);
  }

  /// A client with a SOCKS port on a unix socket.
  static String client(Path directory) {
    return """
    ClientOnly 1
    SocksPort unix:%s/socks RelaxDirModeCheck ExtendedErrors IsolateSOCKSAuth
    """
        .formatted(directory);
  }

  /// Refuses a configuration that does not bind a tor to a private network.
  ///
  /// @throws IllegalArgumentException with what is wrong with it
  static void check(String torrc) {
    var lines = torrc.lines().map(String::strip).toList();
    var authorities = lines.stream().filter(line -> names(line, "dirauthority")).toList();
    if (authorities.isEmpty()
        || !authorities.stream().allMatch(line -> AUTHORITY.matcher(line).matches())) {
      throw new IllegalArgumentException(
          "A tor is not started here without a DirAuthority line, all of them on 127.0.0.1.");
    }
    for (var needed : NEEDED) {
      if (!lines.contains(needed)) {
        throw new IllegalArgumentException("A tor is not started here without " + needed + ".");
      }
    }
    for (var option : FORBIDDEN) {
      if (lines.stream().anyMatch(line -> names(line, option))) {
        throw new IllegalArgumentException("A tor is not started here with " + option + ".");
      }
    }
  }

  private static boolean names(String line, String option) {
    var name = line.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    return name.replaceAll("^[+/]", "").equals(option);
  }
}
