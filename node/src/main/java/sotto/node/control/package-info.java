/// How a command reaches the node that runs on the same data directory: a local socket, a token,
/// and one line of JSON each way.
///
/// ```text
///   command ──▶ ControlClient ──▶ control.sock (0600) ──▶ ControlServer ──▶ Conversation ──▶ Controls
///                  api.token (0600, new per start)                             the running node
/// ```
///
/// Not here: what the node does when it is asked.
package sotto.node.control;
