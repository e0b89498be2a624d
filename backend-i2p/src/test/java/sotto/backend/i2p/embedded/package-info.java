/// Routers of our own, each in a process of its own, in a private network; all of it in a namespace
/// that has only loopback, under the kernel's eyes.
///
/// ```text
///   EmbeddedRouterTest ── orders ──▶ Stage (a process) ── runs ──▶ Scenes ── open ──▶ routers of ours
/// ```
///
/// Not here: what the routers say to each other, which is I2P's.
package sotto.backend.i2p.embedded;
