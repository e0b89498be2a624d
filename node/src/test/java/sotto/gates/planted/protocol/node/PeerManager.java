package sotto.gates.planted.protocol.node;

/// A planted violation.
public record PeerManager() {}
