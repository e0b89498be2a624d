/// Proof of work: what makes an identity or an item cost something, and what it costs nearly
/// nothing to check.
///
/// ```text
///   Challenge + Effort + Nonces ──▶ Pow.solve ──▶ Search.Found ──▶ Proof ──▶ bytes
///   Challenge + Proof + least   ──▶ Pow.verify ──▶ nothing, or a Refusal
/// ```
///
/// Start with [sotto.protocol.pow.Pow]. Everything here is a pure function: whoever solves brings
/// the thread, the range of nonces and the signal to stop. A proof holds for one
/// [Challenge][sotto.protocol.pow.Challenge] and no other, so it needs no list of proofs seen: what
/// it was made for is inside, and sending that again is sending the same thing again.
///
/// Not here: how much is asked of whom, when, and who does the work.
package sotto.protocol.pow;
