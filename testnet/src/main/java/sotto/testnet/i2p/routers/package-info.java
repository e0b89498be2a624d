/// The Java routers of a private I2P network: the process that runs all of them.
///
/// ```text
///   Main ─→ OneRouter × n   settings first, then a router       Orders ←─ unix socket ─ I2pTestnet
///    │           │                                                 │
///    └─→ Mesh    └─ Brakes                                      Bridge    unix socket ⇄ port
///        each meets each
/// ```
///
/// Not here: anything that runs in the process of a test. These classes use the routers' library,
/// which only this process has on its class path.
package sotto.testnet.i2p.routers;
