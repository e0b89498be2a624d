/// Onion addresses of version 3 and the keys behind them, offline (Tor's `rend-spec-v3`).
///
/// ```text
///   seed ──SHA-512, clamped──▶ expanded key ──▶ what tor is given
///     └───────────▶ public key = Address.id ──+ checksum + version──▶ ….onion
/// ```
///
/// Not here: anything that talks to a tor.
package sotto.backend.tor.onion;
