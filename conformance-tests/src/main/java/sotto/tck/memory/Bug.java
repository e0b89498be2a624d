package sotto.tck.memory;

import java.util.List;
import java.util.stream.IntStream;

/// One way for the memory network to break a rule, and the numbers of the cases that must notice.
public enum Bug {
  // Caught by the groups G1 to G6 and G14.

  /// Asking for the traits starts a thread.
  STARTS_A_THREAD_WHEN_ASKED(3),
  /// The description is blank.
  SAYS_NOTHING_OF_ITSELF(4),
  /// The offline half is another object each time.
  MAKES_NEW_ADDRESSES(5),
  /// A setting that does not exist is accepted.
  TAKES_ANY_SETTING(6),
  /// Closing one network closes the links of all.
  CLOSES_THE_OTHERS_TOO(7),
  /// Checking an address takes its port away.
  LOSES_PORTS(8, 9, 15),
  /// An address in upper case is not understood.
  READS_LOWER_CASE_ONLY(10),
  /// A checksum and a version are not looked at.
  BELIEVES_ANY_CHECKSUM(11),
  /// Spaces around an address are ignored.
  STRIPS_SPACES(12),
  /// An address of another network is accepted.
  TAKES_FOREIGN_ADDRESSES(13, 66),
  /// Parsing a short text throws something untyped.
  CRASHES_ON_GARBAGE(18),
  /// Formatting an address hides it.
  REDACTS_WHAT_IT_FORMATS(8, 19),
  /// A key that is made again has another address.
  FORGETS_WHOSE_SECRET_IT_IS(20, 22, 41),
  /// Every new key is the same.
  MAKES_ONE_KEY(21),
  /// Listening writes the secret into the data directory.
  WRITES_SECRETS_TO_DISK(23),
  /// The data directory is open to everybody.
  LETS_OTHERS_READ(24),
  /// A key's text shows its secret.
  KEY_TELLS_ITS_SECRET(25),
  /// A wrong bit in a secret is not noticed.
  TAKES_DAMAGED_SECRETS(26),
  /// Listening twice on one key gives a listener that is deaf.
  LISTENS_TWICE_IN_SILENCE(25, 27),
  /// A key cannot be listened on again.
  NEVER_FREES_A_KEY(28),
  /// Opening takes very long.
  WAITS_FOR_THE_BOOTSTRAP(29),
  /// Two networks may have one directory open.
  SHARES_DIRECTORIES(30),
  /// Waiting from the start waits for a change.
  HIDES_THE_FIRST_STATUS(31),
  /// Sequence numbers fall.
  COUNTS_BACKWARDS(32),
  /// Slow callers get old statuses.
  SHOWS_EVERY_STATUS_IN_TURN(33),
  /// Waiting for a status ignores interrupts.
  LOSES_INTERRUPTS(34),
  /// The network claims to be ready while it starts.
  READY_BEFORE_TIME(35, 36),
  /// The blockage is always NONE.
  HIDES_WHAT_IS_IN_THE_WAY(37, 38),
  /// Closing twice throws.
  CLOSE_THROWS_TWICE(39),
  /// A closed network says that the peer is away.
  DIALS_AFTER_CLOSE(40),
  /// A configuration cannot be opened again.
  NEVER_FREES_THE_DIRECTORY(41),
  /// The listener has a port that nobody asked for.
  LISTENS_ELSEWHERE(42),
  /// PUBLISHED is claimed before anything confirmed it.
  PUBLISHES_TOO_EARLY(43, 45),
  /// No listener is ever published, though that is declared.
  NEVER_CONFIRMS(44, 138),
  /// A publication that is lost stays published.
  IGNORES_REGRESSION(46),
  /// REACHABLE is claimed as soon as there is a listener.
  REACHABLE_WITHOUT_EVIDENCE(43, 47),
  /// Listening blocks while the network starts.
  LISTEN_WAITS_UNTIL_READY(48),
  /// A closed listener can still be dialled.
  ANSWERS_AFTER_CLOSE(49),
  /// A link is accepted twice.
  HANDS_OUT_TWICE(50),
  /// Links that wait for accept are lost in silence.
  DROPS_WHAT_WAITS(51),
  /// A link arrives at another listener.
  MIXES_LISTENERS(52),
  /// The limit of listeners is not kept.
  LISTENS_WITHOUT_LIMIT(53),
  /// A peer that nobody knows is reported as our own daemon's failure.
  BLAMES_US_FOR_A_MISSING_PEER(55),
  /// A peer that is down is reported as our own daemon's failure.
  BLAMES_US_FOR_A_PEER_THAT_IS_DOWN(56),
  /// A port where nothing listens is answered by another.
  IGNORES_PORTS(57),
  /// Credentials are not looked at.
  LETS_ANYBODY_IN(58),
  /// A failure of our own daemon is reported as the peer's.
  BLAMES_THE_PEER_FOR_OUR_DAEMON(59, 60, 61),
  /// A message contains the address.
  TELLS_ADDRESSES_IN_MESSAGES(62),
  /// A failed look-up is remembered for good.
  NEGATIVE_CACHE(63),
  /// SELF_DIAL is declared and not kept.
  CANNOT_DIAL_ITSELF(64, 138),
  /// A dial succeeds and its link arrives later.
  CONFIRMS_TOO_EARLY(65),
  /// ABORT_SIGNAL is declared and not kept.
  SWALLOWS_ABORTS(138),
  /// SELF_DIAL is kept and not declared.
  DECLARES_TOO_LITTLE(139),
  /// Dials take much longer than is declared.
  DIALS_SLOWLY(140),
  /// Asking for an absent facet throws.
  FACETS_THROW(141),
  /// What could not be found out is ABSENT.
  GUESSES_PRESENCE(142),
  /// A hint makes the network fail.
  HINTS_BREAK_IT(144),
  /// A thread outlives its network.
  LEAKS_A_THREAD(54),
  /// A thread is not made by the factory.
  STARTS_A_THREAD_OF_ITS_OWN(54),
  /// A socket outlives its network.
  LEAKS_A_SOCKET(54),

  // Caught by the groups G7 to G13 and G15.

  /// A byte of what is written arrives changed.
  CORRUPTS_BYTES(54);

  @SuppressWarnings("ImmutableEnumChecker") // toList() makes an unmodifiable list
  private final List<Integer> caughtBy;

  Bug(int... caughtBy) {
    this.caughtBy = IntStream.of(caughtBy).boxed().toList();
  }

  /// Returns the numbers of the cases that must fail.
  public List<Integer> caughtBy() {
    return caughtBy;
  }
}
