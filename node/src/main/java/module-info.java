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
  // The suite brings private networks for the demo; its own need of JUnit is not ours.
  requires static org.junit.jupiter.api;
  requires sotto.tck;

  // picocli sets the fields that flags stand for.
  opens sotto.node.command to
      info.picocli;
}
