/// The node that runs in this process: which backends it is given, what clients may have it do, and
/// how its views become JSON.
///
/// Not here: how clients reach it, and how a person is told.
package sotto.node.running;
