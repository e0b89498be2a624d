package sotto.protocol.node;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import sotto.protocol.crypto.Identity;
import sotto.protocol.flood.Seen;

/// What everything at the rim of one node shares.
///
/// @param identity who we are
/// @param inbox where events go
/// @param holdings what we have
/// @param seen which items came by lately
/// @param counters what is counted
/// @param threads the node's threads
/// @param board told of every change
/// @param random where secrets and jitter come from; safe for use by any number of threads
/// @param clock what time it is
record Rim(
    Identity identity,
    Inbox inbox,
    Holdings holdings,
    Seen seen,
    Counters counters,
    Threads threads,
    Board board,
    RandomGenerator random,
    InstantSource clock) {}
