/// Frames into messages and back: the only user of the classes that protobuf generates.
///
/// ```text
///   bytes ── Codec.decode ──▶ Message ── Codec.encode ──▶ bytes
///                               └─ Data ─▶ Item ─▶ ItemId, signature
/// ```
///
/// The bytes are described, with their rules, in `sotto/wire.proto`; every limit is in
/// [sotto.protocol.wire.Limits].
///
/// Not here: sealing, padding and the lengths of frames (that is `session`), and what a message
/// brings about (that is the machines').
package sotto.protocol.wire;
