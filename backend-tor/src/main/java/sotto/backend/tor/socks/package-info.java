/// SOCKS 5 as tor speaks it (RFC 1928, RFC 1929, and tor's `socks-extensions`): credentials for
/// isolation, and extended errors that say whose fault a failure is.
///
/// Not here: sockets. What is spoken is spoken over a [sotto.spi.Link].
package sotto.backend.tor.socks;
