/// The I2P backend as a whole: what it promises, and how it is opened.
///
/// Not here: how to talk to a router.
package sotto.backend.i2p;
