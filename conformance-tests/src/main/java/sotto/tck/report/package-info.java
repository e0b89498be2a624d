/// What a run says of a backend, and the shapes in which it says it.
///
/// ```text
///   outcomes ──▶ Results ──▶ console, JSON, JUnit XML, HTML
/// ```
///
/// Not here: how verdicts come about.
package sotto.tck.report;
