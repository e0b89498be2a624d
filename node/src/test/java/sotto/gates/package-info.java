/// The rules of the house, held by tests: who may import whom, what the middle may not touch, how
/// large a file may be, and that the documents say what is true.
///
/// ```text
///   classes of every module ──▶ Rules        (ArchitectureTest; planted violations prove each rule)
///   sources of every module ──▶ SourceRules  (TidyTest; likewise)
///   ARCHITECTURE.md, README ──▶ both
/// ```
///
/// Not here: tests of behaviour.
package sotto.gates;
