import org.jspecify.annotations.NullMarked;
import sotto.spi.NetworkProvider;
import sotto.tck.BackendUnderTest;

/// What a backend promises, and whether it keeps it: the suite, its runner and its reports.
///
/// A backend's author extends [sotto.tck.NetworkConformance]; everybody else runs
/// [sotto.tck.Conformance] on a jar. The module is open, so that JUnit and the command line may
/// reach into it. Its trap for name look-ups is a service of the class path only, so put it there
/// to have the cases about them conclusive.
@NullMarked
open module sotto.tck {
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires transitive info.picocli;
  requires transitive sotto.spi;
  requires com.google.gson;
  requires java.logging;
  requires java.management;
  requires java.xml;
  requires jdk.jfr;

  // What a backend's author sees of the suite: the backend under test, its faults, and two ways in.
  exports sotto.tck;

  uses NetworkProvider;
  uses BackendUnderTest;
}
