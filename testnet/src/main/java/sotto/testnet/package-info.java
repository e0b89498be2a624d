/// Private anonymity networks on loopback, made of real daemons.
///
/// Not here: any backend. A network says how a node is configured for it; a backend reads that.
package sotto.testnet;
