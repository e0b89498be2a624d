/// Parts to build a backend from: the rules of the SPI that do not depend on what carries the
/// bytes, kept once.
///
/// ```text
///   Network calls ──▶ MediumNetwork ──▶ Medium, the backend's own ──▶ StreamLink
///                        │ listeners            │ arrivals           Pipe in, Outflow out
///                        └── MediumListener ◀───┘
/// ```
///
/// A backend's author writes a [sotto.spi.backend.Medium], or takes only what fits: a board for
/// statuses, a lock for the data directory, a crew of threads. No caller of a network meets these
/// types. Every wait goes through a [sotto.spi.backend.Gate], which lets the same code wait in real
/// time and in a simulated one.
///
/// Not here: sockets, daemons, and anything about one network.
package sotto.spi.backend;
