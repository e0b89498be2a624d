/// The program: where it starts. What can be typed is in `command`, the node that runs in
/// `running`, and how the two reach each other in `control`.
///
/// Not here: anything that another program could want; that is `sotto.protocol`.
package sotto.node;
