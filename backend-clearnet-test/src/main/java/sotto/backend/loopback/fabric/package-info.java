/// The face that lives in one process: many nodes, the habits of another network, a seed, a clock
/// that a test moves, and faults on request. TEST ONLY, no anonymity.
///
/// ```text
///   Fabric ── provider() ──▶ NetworkProvider ── open ──▶ Network      what is tested
///     │ node(directory) ───▶ FabricNode ── inject, heal               what goes wrong
///     └ advance, settle ───▶ Timeline ── due events                   when
/// ```
///
/// Not here: sockets, and time that passes by itself, unless a fabric is made for real time.
package sotto.backend.loopback.fabric;
