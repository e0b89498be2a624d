package sotto.protocol.pow;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;

/// Hashcash with SHA-256: a nonce whose hash with the challenge is small enough.
///
/// The first eight bytes of the hash, a number R in network order, must meet R · effort < 2^64. The
/// solution is empty. It is the fallback where Equi-X cannot be had; who mines bitcoin does its
/// work a million times as fast as we.
public record Hashcash() implements Pow {

  private static final Duration ATTEMPT = Duration.ofNanos(230);

  @Override
  public Suite suite() {
    return Suite.HASHCASH;
  }

  @Override
  public Search solve(
      Challenge challenge, Effort effort, Nonces nonces, BooleanSupplier cancelled) {
    for (var tried = 0L; tried < nonces.count(); tried++) {
      if (cancelled.getAsBoolean()) {
        return new Search.Cancelled(tried);
      }
      var nonce = nonces.at(tried);
      if (isMet(challenge, effort, nonce)) {
        return new Search.Found(new Proof(suite(), effort, nonce, Bytes.EMPTY), tried + 1);
      }
    }
    return new Search.Exhausted(nonces.count());
  }

  @Override
  public Optional<Refusal> verify(Challenge challenge, Proof proof, Effort least) {
    return proof
        .misses(suite(), least)
        .or(
            () ->
                Optional.of(Refusal.UNMET)
                    .filter(_ -> !isMet(challenge, proof.effort(), proof.nonce())));
  }

  @Override
  public Cost cost(Effort effort) {
    return new Cost(Math.max(1, effort.value()), ATTEMPT, ATTEMPT, 0);
  }

  private static boolean isMet(Challenge challenge, Effort effort, Bytes nonce) {
    var r = Hash.sha256(challenge.with(nonce, effort)).buffer().getLong();
    return Math.unsignedMultiplyHigh(r, effort.value()) == 0;
  }
}
