package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The public face of the SPI changes on purpose: it is written down in `spi.api`, and some things
/// may never appear in it.
class ApiTest {

  /// Sixteen today; one more may be argued for, two are a redesign.
  private static final int TOP_LEVEL_MAX = 17;

  private static final Path CLASSES = Path.of("target/classes");
  private static final Path API = Path.of("spi.api");

  /// What would force a caller into another way of waiting, or name a socket.
  private static final List<String> BANNED =
      List.of(
          "java.net.",
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow",
          "java.util.concurrent.Callable",
          "java.util.concurrent.Executor",
          "java.nio.channels.CompletionHandler",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.Selector",
          "java.util.function.",
          "java.lang.Runnable",
          "java.lang.AutoCloseable[]");

  @Test
  void thePublicFaceIsTheOneInSpiApi() throws Exception {
    var now = publicFace();
    if (Boolean.getBoolean("sotto.api.write")) {
      Files.writeString(API, now);
    }

    assertThat(now.lines().toList())
        .as(
            """
            The public face of the SPI differs from spi/spi.api.
            If that is on purpose: mvn test -pl spi -Dtest=ApiTest -Dsotto.api.write=true
            and say in the commit and in CHANGELOG.md what it means to authors of backends.\
            """)
        .containsExactlyElementsOf(Files.readAllLines(API));
  }

  @Test
  void noSignatureNamesASocketAFutureOrACallback() throws Exception {
    var banned = new TreeSet<String>();
    for (var type : callersTypes()) {
      for (var line : signatures(type)) {
        BANNED.stream().filter(line::contains).forEach(word -> banned.add(word + " in " + line));
      }
    }

    assertThat(banned).isEmpty();
  }

  @Test
  void noMethodTakesAnInterfaceThatTheCallerWouldImplementToBeCalledBack() throws Exception {
    var callbacks = new TreeSet<String>();
    for (var type : callersTypes()) {
      if (type.isInterface() && !type.isSealed() && functional(type)) {
        callbacks.add(type.getName());
      }
    }

    // Each has one abstract method and is implemented by backends, not by callers.
    assertThat(callbacks)
        .isSubsetOf(
            Set.of(
                "sotto.spi.facet.Beacon",
                "sotto.spi.facet.PresenceProbe",
                "sotto.spi.facet.SelfProbe"));
  }

  @Test
  void theSpiHasAtMostSeventeenTypes() throws Exception {
    assertThat(publicTypes())
        .filteredOn(type -> type.getPackageName().equals("sotto.spi"))
        .filteredOn(type -> type.getDeclaringClass() == null)
        .hasSizeBetween(1, TOP_LEVEL_MAX);
  }

  private static boolean functional(Class<?> type) {
    return Stream.of(type.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .count()
        == 1;
  }

  private static List<String> signatures(Class<?> type) {
    var lines = new ArrayList<String>();
    for (Method method : type.getDeclaredMethods()) {
      // What the compiler adds for enums and bridges is nobody's choice.
      if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
        lines.add(method.toGenericString());
      }
    }
    Stream.of(type.getConstructors()).forEach(constructor -> lines.add(constructor.toString()));
    return lines;
  }

  private static String publicFace() throws Exception {
    var text = new StringWriter();
    var javap = ToolProvider.findFirst("javap").orElseThrow();
    var args = new ArrayList<>(List.of("-public", "-cp", CLASSES.toString()));
    publicTypes().forEach(type -> args.add(type.getName()));
    var writer = new PrintWriter(text);
    assertThat(javap.run(writer, writer, args.toArray(String[]::new))).isZero();
    return text.toString()
        .lines()
        .filter(line -> !line.startsWith("Compiled from"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  /// What a caller of a network meets; the parts for backends' authors are not among it.
  private static List<Class<?>> callersTypes() throws Exception {
    return publicTypes().stream()
        .filter(type -> !type.getPackageName().equals("sotto.spi.backend"))
        .toList();
  }

  private static List<Class<?>> publicTypes() throws Exception {
    var types = new ArrayList<Class<?>>();
    try (var files = Files.walk(CLASSES.resolve("sotto/spi"))) {
      for (var file : files.sorted().toList()) {
        var name = CLASSES.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
          var type = Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }
}
