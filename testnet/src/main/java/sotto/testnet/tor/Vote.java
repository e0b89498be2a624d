package sotto.testnet.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the authority votes for, and when.
///
/// Two relays are guards and nothing else; all others, the authority too, are everything else and
/// no guards. In a network this small a tor would otherwise often want one relay in two places of a
/// circuit, which the relay between them refuses, and try the same again every second until the
/// dial's time is over. That guards are never in the middle follows from the consensus's weights,
/// which count only where relays have bandwidth (dir-spec, section 3.8.3); so each is given a past
/// in which it had some. A relay that has just started has seen too little, and the one that has
/// seen a kilobyte more than the others would get all circuits.
///
/// @param directory where the files are that the authority reads
/// @param clock what time it is
record Vote(Path directory, InstantSource clock) {

  private static final int GUARDS = 2;

  /// A vote and a signature need two seconds each by the authority's own delays, of which nothing
  /// is left when the moment is this near: all is done at once. If the machine is too slow for
  /// that, the next moment works, an interval later.
  private static final int AHEAD = 2;

  /// The shortest that tor accepts is a second more than both delays.
  private static final int INTERVAL = 5;

  private static final int FAR_INTERVAL = 300;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String ROUTER = "router ";
  private static final String FINGERPRINT = "fingerprint ";

  /// The file with further lines for the authority's configuration.
  Path lines() {
    return directory.resolve("vote");
  }

  /// Puts the first vote as far away as can be.
  void postpone() throws IOException {
    write(FAR_INTERVAL, seconds() + FAR_INTERVAL / 2, "");
  }

  /// Calls the first vote as soon as the authority reads its configuration again.
  ///
  /// @param descriptors every relay's (dir-spec, section 2.1.1)
  void now(List<String> descriptors) throws IOException {
    var guards = new ArrayList<String>();
    var others = new ArrayList<String>();
    var name = "";
    for (var line : descriptors) {
      if (line.startsWith(ROUTER)) {
        name = line.split(" ", -1)[1];
      } else if (line.startsWith(FINGERPRINT)) {
        var isGuard = !name.equals(Authority.NAME) && guards.size() < GUARDS;
        (isGuard ? guards : others).add(line.substring(FINGERPRINT.length()).replace(" ", ""));
      }
    }
    write(
        INTERVAL,
        seconds() + AHEAD,
        """
        TestingDirAuthVoteGuard %s
        TestingDirAuthVoteGuardIsStrict 1
        TestingDirAuthVoteHSDir %s
        TestingDirAuthVoteHSDirIsStrict 1
        """
            .formatted(set(guards), set(others)));
  }

  /// A relay's state file, in which it has carried a megabyte a second for the last day.
  String history() {
    return """
    BWHistoryReadEnds %1$s
    BWHistoryReadInterval 86400
    BWHistoryReadValues 86400000000
    BWHistoryReadMaxima 1000000
    BWHistoryWriteEnds %1$s
    BWHistoryWriteInterval 86400
    BWHistoryWriteValues 86400000000
    BWHistoryWriteMaxima 1000000
    """
        .formatted(SECONDS.format(clock.instant()));
  }

  private void write(int interval, long moment, String more) throws IOException {
    Files.writeString(
        lines(),
        """
        TestingV3AuthInitialVotingInterval %d
        TestingV3AuthVotingStartOffset %d
        """
                .formatted(interval, Math.floorMod(moment, interval))
            + more);
  }

  private static String set(List<String> fingerprints) {
    return fingerprints.stream().map(each -> "$" + each).collect(Collectors.joining(","));
  }

  private long seconds() {
    return clock.instant().getEpochSecond();
  }
}
