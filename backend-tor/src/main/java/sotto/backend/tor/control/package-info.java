/// One authenticated session with a tor's control port: commands, replies and events as types.
///
/// ```text
///   Control ── errands ──▶ Conversation (jtorctl) ── lines ──▶ tor
///      ▲                        │ replies         ◀── CappedLines
///      │ Consumer<ControlEvent> │ events
///      └──────── Courier ◀──────┘ Events
/// ```
///
/// jtorctl composes commands and knows where a reply ends; everything that can go wrong is ours:
/// logging in, sizes, deadlines, threads, and errors as types.
///
/// Not here: when to connect, what the events mean to a listener, and which tor it is.
package sotto.backend.tor.control;
