/// Destinations of ours at a router, over I2CP, and streams between them and others.
///
/// ```text
///   Knock ────I2CP───▶ router: is it there, how old, what time is it
///   Session ──I2CP───▶ router: one destination, its tunnels and its lease set
///      ├─ look up ───▶ a peer's destination
///      ├─ connect ───▶ Stream
///      └─ accept ────▶ Stream ──▶ StreamFlow ──▶ a link
/// ```
///
/// I2P's libraries do the talking; their threads live in a group of their own, their logs go
/// nowhere, and their random numbers are the network's. Nothing outside this package and `router`
/// names a type of theirs.
///
/// Not here: what to do when a session ends, and whose fault that is.
package sotto.backend.i2p.client;
