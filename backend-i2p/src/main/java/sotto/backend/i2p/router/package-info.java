/// I2P routers: one that runs already, one in this process, or one in a process of its own; and the
/// settings that choose.
///
/// Not here: what a router is used for.
package sotto.backend.i2p.router;
