package sotto.protocol.flood;

/// Which publication of ours an answer belongs to.
///
/// @param number whatever the publisher chose
public record Ticket(long number) {}
