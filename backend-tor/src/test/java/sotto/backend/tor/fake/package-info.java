/// A scripted fake of a tor, beside the real private network: a second implementation of what a tor
/// shows to a controller and to a SOCKS client, inside this process, in no time, and with every
/// fault that a tor can have.
///
/// ```text
///   backend ── control ──► Door ► ControlLine ► Verbs ─┐            ┌─ FakeTorNetwork ─┐
///                                                      ├► FakeTor ──┤   descriptors    ├── other
///   backend ── SOCKS ────► Door ► SocksCall ► Stream ──┘            └──────────────────┘   fakes
/// ```
///
/// How it talks was taken from tor 0.4.9.11, and two tests keep it there: one has the same
/// conversation with the real tor and with the fake, the other compares its events with recorded
/// ones. All state of all fakes of a network is guarded by that network's monitor; nobody does I/O
/// while holding it.
///
/// Not here: anything of the backend's.
@NullMarked
package sotto.backend.tor.fake;

import org.jspecify.annotations.NullMarked;
