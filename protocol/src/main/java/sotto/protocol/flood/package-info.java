/// Spreading items to everybody: each item reaches every node, is kept until its time is over, and
/// disappears.
///
/// ```text
///   Published, Received ──▶ Flood ──▶ Keep, Acknowledge, Deliver ──▶ Send to every other peer
///   PeerUp ──▶ Have(page) ⇄ Want(page) ──▶ SendKept          (catching up, both ways at once)
/// ```
///
/// Start with [sotto.protocol.flood.Flood].
///
/// Not here: bodies, which only the store has; signatures, which the readers have checked; and who
/// the peers are.
package sotto.protocol.flood;
