/// What a doctor looks at, and what would help.
///
/// Each look gives one or more [Finding]s; none changes anything that lasts.
///
/// Not here: how findings are shown.
package sotto.node.doctor;
