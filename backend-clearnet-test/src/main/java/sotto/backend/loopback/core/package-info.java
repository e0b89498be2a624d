/// What both faces have in common: keys, status, backlogs, identities, pipes, and the rules of the
/// SPI itself.
///
/// ```text
///   Network calls ──▶ LoopbackNetwork ──▶ Medium (TCP, or a fabric) ──▶ StreamLink
///                        │ listeners                    │ arrivals       Pipe in, Outflow out
///                        └── LoopbackListener ◀─────────┘
/// ```
///
/// Every wait goes through a [sotto.backend.loopback.core.Gate], which is what lets the same code
/// wait in real time and in a fabric's.
///
/// Not here: sockets, files of the registry, simulated time.
package sotto.backend.loopback.core;
