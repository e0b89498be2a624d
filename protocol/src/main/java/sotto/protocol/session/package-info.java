/// A link into messages from a proven peer: [sotto.protocol.session.Handshake] finds out who is at
/// the far end, [sotto.protocol.session.Session] then moves messages in sealed frames of few sizes,
/// so that whoever watches the link learns neither what is said nor exactly how much.
///
/// ```text
///  messages ─▶ FrameSealer ─▶ one write per batch ─▶ Link ─▶ Inbound ─▶ FrameOpener ─▶ Reassembly ─▶ messages
/// ```
///
/// A frame has 1, 2, 4 … 128 times 488 bytes. Figures decided that, for messages of 60 bytes to 70
/// kB, each size as likely as twice it, sent alone and carried by Tor in cells of 498 bytes:
///
/// | frames | cells, to as few as possible | lengths that a batch can have |
/// |---|---|---|
/// | 1, 4, 16, 64 KiB | 1.79 | 7 |
/// | 488 bytes times 1, 4, 16, 64 | 1.45 | 11 |
/// | 488 bytes times 1, 2, 4 … 128, one frame | 1.33 | 13 |
/// | the same, the rest in one frame or two (ours) | 1.09 | 40 |
///
/// An item of 2 kB, the usual load, takes 5 cells, which is the least possible; with frames of
/// whole kibibytes it takes 9. A relay counts cells whatever we do, so finer lengths than these
/// would give away more and save little, and coarser ones would cost most of the bandwidth.
///
/// A session that waits holds about 3 KiB of memory, and one that is busy up to 250 KB of buffers,
/// which the garbage collector may have when it is not. Sealing and opening run at 70 to 78 % of
/// what the cipher alone does, on a quiet machine.
///
/// Not here: what a message says, whom to dial, and what to do about a peer that was refused.
package sotto.protocol.session;
