/// The suite as its users see it: what they bring, and the two ways to run it.
///
/// ```text
///   BackendUnderTest ──▶ NetworkConformance (JUnit) ─┐
///   their.jar ─────────▶ Conformance (command) ──────┴─▶ cases ──▶ reports
/// ```
///
/// Not here: the cases themselves, and what runs them.
package sotto.tck;
