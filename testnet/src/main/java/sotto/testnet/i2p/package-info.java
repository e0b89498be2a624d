/// A private I2P network on loopback: Java routers in a process of their own, and real i2pds if
/// wanted.
///
/// ```text
/// I2pTestnet.start ─→ keep.Keeper      a namespace with only lo; ends everything when we end
///                  ─→ RouterProcess    all Java routers in one process ─→ routers.Main
///                  ─→ I2pd             a real i2pd each
///
///   node ─ 127.0.0.1 ─→ Door ─ unix socket ─→ │ namespace │ ─ 127.0.0.1 ─→ router, over I2CP
///                        ↑ faults
///     I2pNetwork (JUnit) · I2pUnderTest → the suite
/// ```
///
/// Not here: a backend, and any router that could reach the public network: see
/// [sotto.testnet.i2p.routers.RouterSettings].
package sotto.testnet.i2p;
