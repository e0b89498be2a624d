/// I2P routers: one that runs already, or one of our own; and the settings that choose.
///
/// ```text
///   I2pSettings ──▶ Routers ──▶ AttachedRouter
///                      └──────▶ OwnRouter ──▶ Ground    directory, port, password
///                                   └─spawn─▶ Program   the router, in a process of its own
/// ```
///
/// A router of our own has a process of its own: inside ours it would change the time zone and
/// system properties, print paths, and start threads that nobody can end (N7, N8, P8). The process
/// ends with the network, or outlives it if that is wanted.
///
/// Not here: what a router is used for.
package sotto.backend.i2p.router;
