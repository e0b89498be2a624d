package sotto.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.pow.Challenge;
import sotto.protocol.pow.Challenge.Purpose;
import sotto.protocol.pow.Effort;
import sotto.protocol.pow.Nonces;
import sotto.protocol.pow.Pow;
import sotto.protocol.pow.Proof;
import sotto.protocol.pow.Refusal;
import sotto.protocol.pow.Search;
import sotto.protocol.pow.Suite;

/// What does a proof of work cost whoever makes it, and whoever checks it?
///
/// A peer that sends records can make us check each. Tor's C code makes a function in 50 µs and
/// needs eight hashes of it; interpreted in Java the hashes may cost 5 µs, making the function as
/// much as in C and half again: below 100 µs, and 150 µs is the limit. A proof that falls short of
/// its effort needs one BLAKE2b, so below 2 µs. A puzzle takes 65,536 hashes, 512 instructions
/// each, at some 0.3 ns on vectors: 10 ms; jequix, which also runs on a virtual machine, needs 100
/// ms or more.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PowBenchmark {

  private static final int PROOFS = 16;
  private static final int PUZZLES = 8;
  private static final int HASHES = 10_000;
  private static final Effort NEVER = new Effort(Effort.MAX);
  private static final Bytes FIRST = Bytes.owned(new byte[Nonces.SIZE]);

  private final Pow equix = Pow.of(Suite.EQUIX);
  private final Pow hashcash = Pow.of(Suite.HASHCASH);
  private final List<Challenge> challenges = new ArrayList<>();
  private final List<Proof> proofs = new ArrayList<>();
  private int next;

  /// Makes some proofs that hold, for different challenges, because each has a program of its own.
  @Setup
  public void prove() {
    for (var i = 0; i < PROOFS; i++) {
      var challenge =
          Challenge.of(Purpose.RECORD, Hash.sha256(Bytes.of((byte) i)), Challenge.NO_SEED);
      challenges.add(challenge);
      if (equix.solve(challenge, Effort.ZERO, new Nonces(FIRST, 100), () -> false)
          instanceof Search.Found found) {
        proofs.add(found.proof());
      }
    }
  }

  /// A proof that holds.
  @Benchmark
  public Optional<Refusal> verify() {
    next = (next + 1) % PROOFS;
    return equix.verify(challenges.get(next), proofs.get(next), Effort.ZERO);
  }

  /// A proof that claims more than was done.
  @Benchmark
  public Optional<Refusal> verifyUnmet() {
    next = (next + 1) % PROOFS;
    var proof = proofs.get(next);
    var claims = new Proof(Suite.EQUIX, NEVER, proof.nonce(), proof.solution());
    return equix.verify(challenges.get(next), claims, Effort.ZERO);
  }

  /// A puzzle, with all its solutions, none of which is good enough.
  @Benchmark
  @OperationsPerInvocation(PUZZLES)
  public Search puzzle() {
    next = (next + 1) % PROOFS;
    return equix.solve(challenges.get(next), NEVER, new Nonces(FIRST, PUZZLES), () -> false);
  }

  /// A hash of hashcash.
  @Benchmark
  @OperationsPerInvocation(HASHES)
  public Search hashcash() {
    next = (next + 1) % PROOFS;
    return hashcash.solve(challenges.get(next), NEVER, new Nonces(FIRST, HASHES), () -> false);
  }
}
