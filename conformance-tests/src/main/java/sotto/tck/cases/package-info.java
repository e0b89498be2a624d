/// The cases, one class for each group: what a backend must do, as code that fails when it does
/// not.
///
/// A case is a method with a number, a name and the rules that it tests; it gets a
/// [sotto.tck.engine.Bench] and throws when a rule is broken.
///
/// Not here: threads, time limits and leak checks, which stand around every case.
package sotto.tck.cases;
