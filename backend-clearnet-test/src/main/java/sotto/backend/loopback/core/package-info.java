/// What both faces have in common: keys and addresses.
///
/// Not here: what any backend is built from, which is [sotto.spi.backend]; sockets, files of the
/// registry, simulated time.
package sotto.backend.loopback.core;
