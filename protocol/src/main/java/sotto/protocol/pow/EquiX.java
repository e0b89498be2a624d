package sotto.protocol.pow;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sotto.protocol.crypto.Blake2b;
import sotto.protocol.crypto.Bytes;

/// Equi-X(60,3) with an effort by BLAKE2b: the proof of work of Tor's onion services, version 1.
///
/// Each nonce gives a puzzle of its own with about two solutions, and finding them takes a few
/// milliseconds and megabytes, which suits processors and nothing else much better. How much work a
/// solution stands for is decided by a hash: the first four bytes of BLAKE2b-32 over challenge and
/// solution, a number R in network order, must meet R · effort < 2^32. Effort and nonce are part of
/// the challenge, so a solution cannot be claimed to be more, or less, than it was made for.
///
/// Checking looks at that hash first, which is a microsecond; then at the order of the inputs; and
/// only then makes the puzzle's function and computes eight hashes.
///
/// Sources: spec.torproject.org, hspow-spec, v1-equix, for the whole, and Tor's
/// `src/ext/equix/README.md` for Equi-X.
public record EquiX() implements Pow {

  private static final int HASH_SIZE = 4;
  private static final double SOLUTIONS = 2;
  private static final Duration ATTEMPT = Duration.ofMillis(14);
  private static final Duration CHECK = Duration.ofNanos(95_000);
  private static final int MEMORY = 2_500_000;

  @Override
  public Suite suite() {
    return Suite.EQUIX;
  }

  @Override
  public Search solve(
      Challenge challenge, Effort effort, Nonces nonces, BooleanSupplier cancelled) {
    var solver = new Solver();
    for (var tried = 0L; tried < nonces.count(); tried++) {
      if (cancelled.getAsBoolean()) {
        return new Search.Cancelled(tried);
      }
      var nonce = nonces.at(tried);
      var puzzle = challenge.with(nonce, effort);
      var found =
          HashX.of(puzzle).stream()
              .flatMap(function -> solver.solve(function).stream())
              .filter(solution -> isMet(puzzle, solution.inputs(), effort))
              .findFirst();
      if (found.isPresent()) {
        var proof = new Proof(suite(), effort, nonce, found.get().inputs());
        return new Search.Found(proof, tried + 1);
      }
    }
    return new Search.Exhausted(nonces.count());
  }

  @Override
  public Optional<Refusal> verify(Challenge challenge, Proof proof, Effort least) {
    return proof.misses(suite(), least).or(() -> verify(challenge, proof));
  }

  @Override
  public Cost cost(Effort effort) {
    // The number of solutions of a puzzle is Poisson-distributed, and so are those that will do.
    var succeeds = 1 - Math.exp(-SOLUTIONS / Math.max(1, effort.value()));
    return new Cost(1 / succeeds, ATTEMPT, CHECK, MEMORY);
  }

  private static Optional<Refusal> verify(Challenge challenge, Proof proof) {
    var puzzle = challenge.with(proof.nonce(), proof.effort());
    if (!isMet(puzzle, proof.solution(), proof.effort())) {
      return Optional.of(Refusal.UNMET);
    }
    var inputs = new Solution(proof.solution()).ordered();
    if (inputs.isEmpty()) {
      return Optional.of(Refusal.ORDER);
    }
    var function = HashX.of(puzzle);
    if (function.isEmpty()) {
      return Optional.of(Refusal.NO_PUZZLE);
    }
    var desk = new HashX.Desk(Solution.INPUTS);
    function.get().hash(inputs.get(), Solution.INPUTS, desk);
    return Solution.addsUp(desk.word(0)) ? Optional.empty() : Optional.of(Refusal.NO_SOLUTION);
  }

  private static boolean isMet(Bytes puzzle, Bytes solution, Effort effort) {
    var hash = Blake2b.hash(HASH_SIZE, puzzle, solution).buffer().getInt();
    var product = Integer.toUnsignedLong(hash) * effort.value();
    return product >>> Integer.SIZE == 0;
  }
}
