/// What runs a case: threads of both kinds, deadlines, a leak bracket, traps, and a verdict.
///
/// ```text
///   cases.Suite ──▶ CaseSpec ──▶ Runner ──▶ Bench ──▶ the case's method
///                                  └──▶ LeakBracket ──▶ Outcome
/// ```
///
/// Not here: what a backend must do. That is in the cases.
package sotto.tck.engine;
