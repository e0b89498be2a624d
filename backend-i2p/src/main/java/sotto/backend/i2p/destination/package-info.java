/// Addresses of I2P, the keys behind them, and what keys prove; all of it offline.
///
/// ```text
///   secret ──▶ I2pKey ──▶ Destination, 391 bytes ──SHA-256──▶ Address, 32 bytes
///                                                              └──base32──▶ ….b32.i2p
/// ```
///
/// A destination never leaves the backend except inside a proof; what everybody else sees is its
/// hash.
///
/// Not here: routers, sessions, and where a destination is right now.
package sotto.backend.i2p.destination;
