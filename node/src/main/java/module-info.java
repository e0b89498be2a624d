import org.jspecify.annotations.NullMarked;

/// The program: a node, its command line and its demo. It names no backend; backends are jars.
///
/// Exports nothing.
@NullMarked
module sotto.node {
  requires static org.jspecify;
  requires com.google.gson;
  requires info.picocli;
  requires org.slf4j;
  requires sotto.protocol;
  requires sotto.spi;

  // picocli sets the fields that flags stand for.
  opens sotto.node.command to
      info.picocli;
}
