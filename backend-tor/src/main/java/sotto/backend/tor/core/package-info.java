/// Carries links over a tor: one session with it that is kept up, the onions that hang on it, dials
/// through its SOCKS port, and what is known of how all that goes.
///
/// ```text
///   events ──▶ Keeper ──▶ Health ──▶ network's status
///                 │   └─▶ Uploads ─▶ listener's status
///                 │ session
///   listen ───▶ Onions ──ADD_ONION──▶ tor ──stream──▶ Door ──▶ MediumListener
///   dial ─────▶ Dialler ──SOCKS 5───▶ tor
/// ```
///
/// Not here: what is said on the control port and how a tor is found or started.
package sotto.backend.tor.core;
