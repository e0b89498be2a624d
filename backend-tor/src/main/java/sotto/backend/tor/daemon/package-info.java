/// Three ways to have a tor: attach to one that runs, spawn the system's, or spawn one from a jar.
///
/// ```text
///   NetworkConfig ──▶ TorSettings ──▶ Daemon ─┬─ AttachedTor ─────────────────▶ Control
///                                             └─ SpawnedTor ─ Home, Torrc, Spawn ─▶ Control
///   PATH ──▶ SystemTors ─┬─▶ Binary ──▶ Choice ──┘
///   jars ──▶ Bundles ────┘
/// ```
///
/// One that we spawned is ours: it ends with the session, with the network, and with the process,
/// even if that is killed. One that we attached to is never stopped.
///
/// Not here: when to connect again, and what a tor is asked to do.
package sotto.backend.tor.daemon;
