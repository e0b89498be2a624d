package sotto.node.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program as it is used: processes, pipes, signals and class paths.
@Timeout(300)
class ProcessesTest {

  @TempDir Path world;
  private String classPath = "";

  @BeforeEach
  void choose() {
    classPath = Spawned.path(ClassPath.program(), ClassPath.loopback());
  }

  @Test
  void whatIsPipedIntoOneProcessComesOutOfTheOthers() throws Exception {
    var body = new byte[20_000];
    new Random(3).nextBytes(body);
    try (var a = node("a");
        var b = node("b", "--peer", a.address());
        var c = node("c", "--peer", b.address())) {
      var put = sotto("a", "flood", "put", "--ttl", "1h");
      put.type(body);
      var id = put.text();
      assertThat(put.code()).as(put.err()).isZero();

      for (var reader : List.of("b", "c")) {
        var get = sotto(reader, "flood", "get", "--wait", "90s", id);
        assertThat(get.out()).isEqualTo(body);
        assertThat(get.code()).as(get.err()).isZero();
      }
      assertThat(c.process().process().isAlive()).isTrue();
    }
  }

  @Test
  void aSignalEndsANodeInGoodOrder() throws Exception {
    for (var signal : List.of("TERM", "INT")) {
      try (var node = node("a")) {
        node.process().signal(signal);

        assertThat(node.process().code()).isEqualTo(signal.equals("TERM") ? 143 : 130);
        assertThat(node.process().err()).contains("stopping");
        assertThat(state("a").resolve("control.sock")).doesNotExist();
        assertThat(state("a").resolve("api.token")).doesNotExist();
      }
    }
  }

  @Test
  void withoutABackendTheProgramSaysSoAndEndsWithEight() throws Exception {
    var run = Spawned.start(world.resolve("a"), ClassPath.program(), "run");

    assertThat(run.code()).isEqualTo(8);
    assertThat(run.err()).contains("No backend").contains("What to do: ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void exchangingTheBackendsJarIsTheOnlyChange() throws Exception {
    var stranger = ClassPath.strangersJar(world).toString();
    configure("a", "loopback.registry=" + world.resolve("r"), "unix.sockets=" + world.resolve("s"));
    try (var _ = Spawned.node(world.resolve("a"), classPath)) {
      assertThat(sotto("a", "status").text()).contains("loopback: ready");
    }
    var other = Spawned.path(ClassPath.program(), stranger);
    try (var node = Spawned.node(world.resolve("a"), other)) {
      assertThat(node.address()).startsWith("unix:");
      assertThat(sotto("a", "status").text()).contains("unix: ready");
    }
    var both = Spawned.start(world.resolve("a"), Spawned.path(classPath, stranger), "run");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("Found: loopback, unix.").contains("--backend");
    try (var node =
        Spawned.node(
            world.resolve("a"),
            ClassPath.program(),
            "--backends-dir",
            world.toString(),
            "--backend",
            "unix")) {
      assertThat(node.address()).startsWith("unix:");
    }
  }

  @Test
  void aLockedOrDamagedDataDirectoryEndsWithNine() throws Exception {
    try (var _ = node("a")) {
      var second = sotto("a", "run");
      assertThat(second.code()).isEqualTo(9);
      assertThat(second.err()).contains("What to do: ").doesNotContain("\tat ");
    }
    var doctor = sotto("a", "doctor");
    assertThat(doctor.text()).contains("ok    store: opens");
    damage(state("a"));
    var worse = sotto("a", "doctor");
    assertThat(worse.text()).contains("FAIL  store: does not open");
    assertThat(worse.code()).isEqualTo(1);
    var damaged = sotto("a", "run");
    assertThat(damaged.code()).as(damaged.err()).isEqualTo(9);
    assertThat(damaged.err()).contains("What to do: ").doesNotContain("\tat ");
  }

  @Test
  void nothingThatIdentifiesIsSaidAtAnyVerbosity() throws Exception {
    try (var a = node("a", "--verbose");
        var b = node("b", "--verbose", "--peer", a.address())) {
      var put = sotto("a", "flood", "put", "--verbose");
      put.type("attack at dawn".getBytes(UTF_8));
      var id = put.text();
      assertThat(sotto("b", "flood", "get", "--wait", "90s", id).text())
          .isEqualTo("attack at dawn");
      var status = sotto("a", "status", "--show-address", "--json").json();
      var token = Files.readString(state("a").resolve("api.token"));
      a.process().signal("TERM");
      assertThat(a.process().code()).isEqualTo(143);
      b.process().signal("TERM");
      assertThat(b.process().code()).isEqualTo(143);

      for (var err : List.of(a.process().err(), b.process().err(), put.err())) {
        assertThat(err)
            .doesNotContain(
                a.address(),
                b.address(),
                a.address().split(":", -1)[1],
                b.address().split(":", -1)[1],
                status.get("id").getAsString(),
                token,
                id,
                "attack at dawn");
      }
    }
  }

  private Spawned.Node node(String name, String... more) throws Exception {
    configure(name, "loopback.registry=" + world.resolve("registry"));
    return Spawned.node(world.resolve(name), classPath, more);
  }

  private Spawned sotto(String name, String... arguments) throws Exception {
    return Spawned.start(world.resolve(name), classPath, arguments);
  }

  private void configure(String name, String... lines) throws Exception {
    var directory = world.resolve(name).resolve("config").resolve("sotto");
    Files.createDirectories(directory);
    Files.write(directory.resolve("sotto.properties"), List.of(lines));
  }

  private Path state(String name) {
    return world.resolve(name).resolve("state").resolve("sotto");
  }

  /// Overwrites every file that a node keeps.
  private static void damage(Path state) throws Exception {
    try (var all = Files.walk(state)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) > 0) {
          Files.writeString(file, "this is not what a node wrote ".repeat(300));
        }
      }
    }
  }
}
