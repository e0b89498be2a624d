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
  /// A survey names the data directory.
  SURVEYS_PATHS(152),
  /// A survey leaves a thread behind.
  SURVEY_LEAVES_A_THREAD(152),
  /// A probe of oneself that could not be made says UNREACHED.
  GUESSES_REACH(151),
  /// A probe of oneself says REACHED and dials nobody.
  ASSUMES_REACH(151),
  /// Every node sees another beacon.
  BEACONS_DIFFER(143),
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
  CORRUPTS_BYTES(54, 78),
  /// A dial that nobody answers waits for ever.
  IGNORES_DEADLINE(67),
  /// An accept whose time runs out closes the listener.
  ACCEPT_TIMEOUT_CLOSES(68),
  /// A read whose time runs out closes the link.
  READ_TIMEOUT_CLOSES(69),
  /// The byte after a read whose time ran out is lost.
  LOSES_BYTES_ON_TIMEOUT(69),
  /// A dial with no time left is tried all the same.
  DIALS_WITHOUT_TIME(70),
  /// A dial that waits cannot be interrupted.
  SWALLOWS_INTERRUPT(71),
  /// Interrupting an accept closes the listener.
  INTERRUPT_CLOSES_LISTENER(72),
  /// A link whose reader was interrupted says that it is open.
  INTERRUPT_LEAVES_LINK_OPEN(73),
  /// Closing a listener wakes nobody who waits in accept.
  NOT_WOKEN_BY_CLOSE(74, 75),
  /// Closing a link wakes neither its reader nor its writer.
  LINK_CLOSE_WAKES_NOBODY(76),
  /// A dial that was interrupted succeeds all the same, and nobody has the link.
  LEAKS_LINK_OF_CANCELLED_DIAL(77),
  /// The halves of a large write change places.
  REORDERS(78),
  /// The beginning of a large write arrives twice.
  DUPLICATES_CHUNK(78),
  /// A link does not read while it writes.
  READ_WAITS_FOR_WRITE(79),
  /// Small writes are held back until there are more.
  HOLDS_SMALL_WRITES(80),
  /// A writer never waits for the reader.
  UNBOUNDED_BUFFER(81),
  /// The last byte before a close is lost.
  DROPS_LAST_BYTE(82),
  /// Closing ends one direction only.
  HALF_CLOSES(83),
  /// An aborted link reads as if it had been closed.
  RESET_LOOKS_LIKE_EOF(84),
  /// Closing a link again throws.
  CLOSE_THROWS(85),
  /// A link that was closed reads as if the peer had closed it.
  READS_AFTER_CLOSE(86),
  /// Writing to a peer that has closed never fails.
  WRITES_INTO_THE_VOID(87),
  /// A link that nobody uses is lost.
  IDLE_LINKS_DIE(88),
  /// Closing a link closes the other links of its network.
  CLOSING_ONE_CLOSES_ALL(89),
  /// A link whose reader is slow keeps all others from writing.
  SLOW_READER_STALLS_ALL(90),
  /// Reading into no room waits for a byte.
  EMPTY_READ_WAITS(91),
  /// A caller is shown under whatever address it claims.
  FORGES_REMOTE(92),
  /// An accepted link does not name its caller.
  HIDES_SOURCE(93),
  /// Dialling as a listener shows another address.
  AS_SHOWS_SOMEBODY_ELSE(94),
  /// An ordinary dial shows the address of a listener.
  SHOWS_LISTENER_ADDRESS(95),
  /// A long context is cut before it is signed.
  PROOF_CUTS_LONG_CONTEXT(96),
  /// A proof holds for every address.
  PROOF_FOR_ANY_ADDRESS(97),
  /// A proof holds for every context.
  PROOF_IGNORES_CONTEXT(97, 100),
  /// A proof is a signature over the bare context.
  PROOF_SIGNS_RAW(98),
  /// Something may trail the material of a proof.
  PROOF_IGNORES_MATERIAL(99),
  /// All labels show one source.
  SHARES_LABELS(101),
  /// A label that is in use cannot be used again.
  LABEL_ONLY_ONCE(102),
  /// All fresh dials show one source.
  SHARES_FRESH(103, 104),
  /// Beyond the limit, dials share an identity silently.
  SHARES_AT_LIMIT(105),
  /// An identity is never released.
  LEAKS_ISOLATION(106),
  /// The label travels with the link.
  SENDS_LABEL(107),
  /// Links whose daemon died never end.
  LINKS_SURVIVE_DAEMON(108),
  /// A network that was down once never recovers.
  STAYS_DOWN(109),
  /// Listeners are not published again after a restart.
  FORGETS_LISTENERS_AFTER_RESTART(110),
  /// An accept ends when the daemon dies.
  ACCEPT_DIES_WITH_DAEMON(111),
  /// A thread spins while the daemon is away.
  BUSY_LOOP(112),
  /// A daemon that says nothing is taken for a good one.
  TRUSTS_SILENT_DAEMON(113),
  /// A dial waits for the end of a reply that has none.
  CHOKES_ON_OVERSIZED(114),
  /// A reply that breaks off fails in no way that the rules know.
  HANGS_UP_UNTYPED(115),
  /// Waking up changes nothing.
  IGNORES_RESUME(116),
  /// A process that was started outlives the network.
  LEAKS_PROCESS(118),
  /// Credentials that were refused are tried again and again.
  RETRIES_LOGIN_FOREVER(119),
  /// A name is looked up when somebody dials.
  RESOLVES_DNS(120),
  /// A socket is opened that is not confined to this machine.
  OPENS_SOCKET(121),
  /// A dial goes another way when the network is down.
  FALLS_BACK_WHEN_DOWN(122),
  /// The time is sent to the peer.
  SENDS_CLOCK(123),
  /// A message shows the directory.
  TELLS_DIRECTORY(124),
  /// A listener has a local socket that other machines can reach.
  LISTENS_EVERYWHERE(125),
  /// Whoever connects to a local socket is a link that arrives.
  FORWARDS_ANYBODY(126),
  /// An address is logged.
  LOGS_ADDRESS(127),
  /// A secret is logged.
  LOGS_SECRET(127),
  /// A system property is set.
  SETS_SYSTEM_PROPERTY(128),
  /// Some links never arrive, and nobody is told.
  LOSES_EVERY_TENTH_LINK(130),
  /// Links outlive their network.
  CLOSE_FORGETS_LINKS(131),
  /// Listeners that were closed count against the limit.
  LEAKS_LISTENER_SLOT(132),
  /// A read pins its virtual thread.
  PINS(133),
  /// Each dial leaves a thread behind.
  LEAKS_THREAD(134),
  /// Each failed dial leaves a descriptor behind.
  LEAKS_FD(135),
  /// Each link takes memory by the megabyte.
  HOARDS_MEMORY(136),
  /// Each status is kept for good.
  KEEPS_STATUS_HISTORY(137),
  /// Sources come from other randomness than the configuration's.
  OTHER_RANDOMNESS(149);

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
