/// i2pd, an implementation of I2P that shares no line with the library that we use, as a peer and
/// as a router of ours.
///
/// Not here: how it joins a private network, which is `sotto.testnet.i2p`'s.
package sotto.backend.i2p.i2pd;
