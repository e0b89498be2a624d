import org.jspecify.annotations.NullMarked;

/// The program: a node, its command line and its demo. It names no backend; backends are jars.
///
/// Exports nothing.
@NullMarked
module sotto.node {
  requires static org.jspecify;
  // The suite finds private networks for the demo; the program runs without it. JUnit is its need.
  requires static org.junit.jupiter.api;
  requires static sotto.tck;
  requires com.google.gson;
  requires info.picocli;
  requires org.slf4j;
  requires sotto.protocol;
  requires sotto.spi;

  // picocli sets the fields that flags stand for.
  opens sotto.node.command to
      info.picocli;
}
