/// Whom to dial and when, and which session with a peer is the one that counts.
///
/// ```text
///   Added, Failed, Dialled, Accepted, Ended ──▶ Peers ──▶ Dial, Up, Down, Close
/// ```
///
/// Not here: dialling itself, and finding addresses that nobody named.
package sotto.protocol.peers;
