/// A small world on one machine: real nodes, each a process of its own, and a story that shows what
/// they do and checks what they promise.
///
/// ```text
///   Story ──▶ World ──▶ Child ──▶ java … sotto.node.Main run     (one process, one data directory)
///     │                   └─────▶ its control socket
///     ▼
///   Stage ──▶ the person
/// ```
///
/// Not here: anything that a node could not do without the demo.
package sotto.node.demo;
