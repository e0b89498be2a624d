/// What can be typed after `sotto`, one class a command.
///
/// Each reads its flags, asks the running node or the node library, and prints the answer as text
/// or as JSON; a [sotto.node.terminal.Failure] ends it.
///
/// Not here: anything that is still true when nobody types.
package sotto.node.command;
