/// Private anonymity networks as a command, and what a test needs of the machine.
///
/// ```text
/// ./sotto testnet tor → Main → TorCommand → tor.TorTestnet
/// ./sotto testnet i2p → Main → I2pCommand → i2p.I2pTestnet
/// ```
///
/// Not here: any backend. A network says how a node is configured for it; a backend reads that.
package sotto.testnet;
