/// Events into effects, on a thread.
///
/// ```text
///   any thread ── post ──▶ inbox ══ Loop ══▶ Machine.on ──▶ effects ──▶ Performer
/// ```
///
/// A [sotto.protocol.machine.Machine] is protocol logic without a thread, a socket or a clock; a
/// [sotto.protocol.machine.Loop] is the only place where one meets a queue and the time.
///
/// Not here: any protocol.
package sotto.protocol.machine;
