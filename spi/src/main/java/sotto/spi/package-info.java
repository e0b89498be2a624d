/// Dial, listen, address: the whole of what the protocol may ask of a network.
///
/// ```text
///   NetworkProvider ──▶ Addresses     offline: parse, format, keys, proofs
///        │ open
///        ▼
///     Network ──▶ dial ───────────────────────▶ Link ──▶ bytes
///        └──────▶ listen ──▶ Listener ──▶ accept ──▶ Link
/// ```
///
/// Start with [Network]. Rules are numbered by type (`P1`, `A1`, `K1`, `N1`, `S1`, `D1`, `I1`,
/// `V1`, `L1`, `X1`, `T1`); each conformance case cites the rules it tests, so a failing case names
/// the sentence that was broken.
///
/// Calls that wait block, on purpose: callers bring a virtual thread and get back-pressure for
/// free. Every such call ends at its deadline, when its thread is interrupted, or when the object
/// it waits in is closed by another thread. There are no callbacks and no futures.
///
/// Not here: framing, encryption, retry, keep-alive, or who a peer is. They live above, once, for
/// every network.
package sotto.spi;
