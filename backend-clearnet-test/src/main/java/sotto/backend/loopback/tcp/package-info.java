/// The face that is real TCP on 127.0.0.1, between processes of one user. TEST ONLY, no anonymity.
///
/// ```text
///   TcpMedium ──▶ Caller ── hello ─────────────▶ Door ──▶ Doorkeeper ──▶ MediumListener
///       │           ◀── the listener's signature ──┘            │
///       │           ─── the caller's signature ──▶              │
///       ▼           ◀── admitted, or refused ───                ▼
///    Registry: address ─▶ port                    ChannelFlow: a link's bytes
/// ```
///
/// Not here: any other interface than 127.0.0.1; [sotto.backend.loopback.tcp.Loopback] is the only
/// type that names one.
package sotto.backend.loopback.tcp;
