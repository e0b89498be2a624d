package sotto.gates.planted.protocol.node;

/// A planted violation.
public abstract class AbstractPeer {}
