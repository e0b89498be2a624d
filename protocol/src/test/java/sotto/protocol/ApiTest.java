package sotto.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The public face of the library changes on purpose: it is written down in `protocol.api`, and
/// nothing of what lies under it shows.
class ApiTest {

  private static final Path CLASSES = Path.of("target/classes");
  private static final Path API = Path.of("protocol.api");

  @Test
  void thePublicFaceIsTheOneInProtocolApi() throws Exception {
    var now = publicFace();
    if (Boolean.getBoolean("sotto.api.write")) {
      Files.writeString(API, now);
    }

    assertThat(now.lines().toList())
        .as(
            """
            The public face of the library differs from protocol/protocol.api.
            If that is on purpose: mvn test -pl protocol -am -Dtest=ApiTest -Dsotto.api.write=true
            and say in the commit and in CHANGELOG.md what it means to programs.\
            """)
        .containsExactlyElementsOf(Files.readAllLines(API));
  }

  @Test
  void nothingThatIsNotExportedIsInASignature() throws Exception {
    assertThat(publicFace().lines())
        .filteredOn(line -> line.matches(".*sotto\\.protocol\\.[a-z].*"))
        .isEmpty();
  }

  private static String publicFace() throws Exception {
    var text = new StringWriter();
    var writer = new PrintWriter(text);
    var args = new ArrayList<>(List.of("-public", "-cp", CLASSES.toString()));
    args.addAll(publicTypes());
    var javap = ToolProvider.findFirst("javap").orElseThrow();
    assertThat(javap.run(writer, writer, args.toArray(String[]::new))).isZero();
    return text.toString()
        .lines()
        .filter(line -> !line.startsWith("Compiled from"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> publicTypes() throws Exception {
    var types = new ArrayList<String>();
    try (var files = Files.list(CLASSES.resolve("sotto/protocol"))) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.startsWith("package-info")) {
          var type = Class.forName("sotto.protocol." + name.substring(0, name.length() - 6));
          if (isVisible(type)) {
            types.add(type.getName());
          }
        }
      }
    }
    return types;
  }

  private static boolean isVisible(Class<?> type) {
    var outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isVisible(outer));
  }
}
