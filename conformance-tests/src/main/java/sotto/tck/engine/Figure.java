package sotto.tck.engine;

/// Something that was measured.
///
/// @param name such as `dial.p50`
/// @param value the number
/// @param unit such as `µs`
public record Figure(String name, double value, String unit) {}
