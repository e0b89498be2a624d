/// What the program says, and how it ends.
///
/// Answers go to stdout, everything else to stderr, colour and rewritten lines to a terminal only.
/// An ending is an [Exit], and a [Failure] is an ending with a sentence for the person.
///
/// Not here: what there is to say.
package sotto.node.terminal;
