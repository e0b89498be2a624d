/// A link into messages from a proven peer.
///
/// Not here: what a message says.
package sotto.protocol.session;
