package sotto.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sotto.node.settings.Settings;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;

@Timeout(60)
class ProgramTest {

  @TempDir Path home;

  @Test
  void helpGoesToStdoutAndListsEveryCommand() {
    var help = Typed.in(home, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains(
            "run ",
            "status ",
            "peers ",
            "flood ",
            "backends ",
            "doctor ",
            "demo ",
            "conformance ",
            "paths ",
            "completion ",
            "version ",
            "130 interrupted");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void everyCommandExplainsItself() throws Exception {
    for (var command : commands()) {
      var arguments = new ArrayList<>(List.of(command.split(" ")));
      arguments.add("--help");
      var help = Typed.in(home, arguments.toArray(String[]::new));

      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: sotto " + command);
      assertThat(help.err()).as(command).isEmpty();
    }
    assertThat(Typed.in(home, "help", "flood", "put").out()).contains("Usage: sotto flood put");
  }

  @Test
  void everyCommandAndEveryExitCodeIsDocumented() throws Exception {
    var docs = Files.readString(Path.of(System.getProperty("sotto.root"), "docs", "cli.md"));

    assertThat(commands()).allSatisfy(command -> assertThat(docs).contains("`" + command));
    for (var exit : Exit.values()) {
      assertThat(docs).contains("| " + exit.code() + " |");
      assertThat(exit == Exit.OK || docs.contains("| `" + exit.word() + "` |")).isTrue();
    }
  }

  @Test
  void nothingTypedIsAUsageErrorWithTheHelp() {
    var typed = Typed.in(home);

    assertThat(typed.code()).isEqualTo(Exit.USAGE.code());
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains("Usage: sotto");
  }

  @Test
  void aTypoIsAnsweredWithWhatWasMeant() {
    assertUsage(Typed.in(home, "stauts"), "Did you mean: ", "sotto status", "What to do: ");
    assertUsage(Typed.in(home, "run", "--bakend", "x"), "Did you mean: ", "--backend");
    assertUsage(Typed.in(home, "flood", "putt"), "Did you mean: ", "put");
  }

  @Test
  void whatCannotBeReadIsAUsageError() {
    assertUsage(Typed.in(home, "flood", "put", "--ttl", "soon"), "such as 15m");
    assertUsage(Typed.in(home, "flood", "get"), "ID");
    assertUsage(Typed.in(home, "completion", "fish"), "bash");
    assertUsage(Typed.in(home, "demo", "--nodes", "1000"), "3 to 12");
    assertUsage(Typed.in(home, "help", "nothing"), "no command");
  }

  @Test
  void withoutANodeEveryQuestionEndsWithThree() {
    for (var question :
        List.of("status", "peers", "peers add a:b", "flood list", "flood watch", "flood put")) {
      var typed = Typed.in(home, question.split(" "));

      assertThat(typed.code()).as(question).isEqualTo(Exit.NOT_RUNNING.code());
      assertThat(typed.out()).isEmpty();
      assertThat(typed.err()).contains("No node runs").contains("What to do: ");
      assertThat(typed.err().lines()).hasSize(1);
    }
  }

  @Test
  void aFailureIsAlsoJsonWhereJsonWasAskedFor() {
    var typed = Typed.in(home, "status", "--json");

    assertThat(typed.code()).isEqualTo(3);
    assertThat(Shape.of(typed.json())).isEqualTo(Shape.documented("error"));
    assertThat(typed.json().get("code").getAsInt()).isEqualTo(3);
  }

  @Test
  void aStackTraceIsForThoseWhoAsk() {
    assertThat(Typed.in(home, "status").err()).doesNotContain("\tat ");
    assertThat(Typed.in(home, "status", "--verbose").err()).contains("\tat sotto.node");
  }

  @Test
  void aTooLargeBodyIsRefusedBeforeAnybodyIsAsked() throws Exception {
    var file = Files.write(home.resolve("large"), new byte[65_537]);

    assertThat(Typed.in(home, "flood", "put", file.toString()).code())
        .isEqualTo(Exit.REFUSED.code());
    assertThat(Typed.in(home, "flood", "put", home.resolve("none").toString()).code())
        .isEqualTo(Exit.NOT_FOUND.code());
  }

  @Test
  void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() throws Exception {
    var config = home.resolve("c/sotto/sotto.properties");
    Files.createDirectories(config.resolveSibling("."));
    Files.writeString(config, "data-dir=/file\n");
    var file = Map.of("XDG_CONFIG_HOME", home.resolve("c").toString());
    var both =
        Map.of("XDG_CONFIG_HOME", home.resolve("c").toString(), "SOTTO_DATA_DIR", "/variable");

    assertThat(data(Typed.in(home, file, "paths", "--json"))).isEqualTo("/file");
    assertThat(data(Typed.in(home, both, "paths", "--json"))).isEqualTo("/variable");
    assertThat(data(Typed.in(home, both, "paths", "--json", "--data-dir", "/flag")))
        .isEqualTo("/flag");
    assertThat(data(Typed.in(home, Map.of("XDG_STATE_HOME", "/state"), "paths", "--json")))
        .isEqualTo("/state/sotto");
    assertThat(data(Typed.in(home, "paths", "--json")))
        .isEqualTo(home.resolve(".local/state/sotto").toString());
  }

  @Test
  void anUnknownKeyInTheFileIsAUsageError() throws Exception {
    var config = Files.writeString(home.resolve("sotto.properties"), "data=/x\n");
    var env = Map.of("SOTTO_CONFIG", config.toString());

    assertUsage(Typed.in(home, env, "paths"), "'data'", "Did you mean data-dir?");
    Files.writeString(config, "tor.control.port=9051\n");
    assertThat(Typed.in(home, env, "paths").code()).isZero();
    assertUsage(Typed.in(home, Map.of("SOTTO_CONFIG", "/none"), "paths"), "no configuration file");
  }

  @Test
  void pathsVersionAndBackendsHaveTheDocumentedShapes() {
    assertThat(Shape.of(Typed.in(home, "paths", "--json").json()))
        .isEqualTo(Shape.documented("paths"));
    assertThat(Shape.of(Typed.in(home, "version", "--json").json()))
        .isEqualTo(Shape.documented("version"));
    var backends = Typed.in(home, "backends", "--json").json();
    assertThat(Shape.of(backends)).isEqualTo(Shape.documented("backends"));
    assertThat(backends.toString()).contains("\"name\":\"loopback\"", "\"testOnly\":true");
    assertThat(Typed.in(home, "backends").out()).contains("TEST ONLY");
  }

  @Test
  void aBackendThatIsNotThereEndsWithEight() {
    var typed = Typed.in(home, "run", "--backend", "carrier-pigeon");

    assertThat(typed.code()).isEqualTo(Exit.BACKEND.code());
    assertThat(typed.err()).contains("Found: loopback").contains("What to do: ");
  }

  @Test
  void aSettingOfNoBackendIsAUsageError() {
    assertUsage(Typed.in(home, "run", "--set", "tor.x=1"), "tor.x");
    assertUsage(
        Typed.in(home, "run", "--set", "loopback.port=@/none/such"),
        "loopback.port",
        "after the @");
  }

  @Test
  void aDataDirectoryThatOthersCanReadIsRefused() throws Exception {
    var open = Files.createDirectory(home.resolve("open"));
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    var typed = Typed.in(home, "run", "--data-dir", open.toString());

    assertThat(typed.code()).isEqualTo(Exit.DATA_DIRECTORY.code());
    assertThat(typed.err()).contains("chmod 700").doesNotContain(open.toString());
  }

  @Test
  void theDoctorLooksAtEverythingAndHasAFixForWhatIsWrong() throws Exception {
    var good = Typed.in(home, "doctor", "--json");

    assertThat(good.code()).isZero();
    assertThat(Shape.of(good.json())).isEqualTo(Shape.documented("doctor"));
    assertThat(good.out())
        .contains(
            "\"java\"",
            "\"cryptography\"",
            "\"clock\"",
            "\"data directory\"",
            "\"disk\"",
            "\"node\"")
        .contains("\"backend loopback\"");

    var open = Files.createDirectory(home.resolve("open"));
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    var bad = Typed.in(home, "doctor", "--data-dir", open.toString());
    assertThat(bad.code()).isEqualTo(Exit.FAILED.code());
    assertThat(bad.out()).contains("FAIL  data directory").contains("fix: chmod 700");
  }

  @Test
  void theCompletionIsAScriptThatBashAccepts() throws Exception {
    var script = Typed.in(home, "completion", "bash");
    var bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var in = bash.getOutputStream()) {
      in.write(script.out().getBytes(UTF_8));
    }

    assertThat(script.out()).contains("--data-dir", "flood", "watch");
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
  }

  private List<String> commands() throws Exception {
    var surroundings = Surroundings.ofProcess();
    var nowhere = new Surroundings(surroundings.terminal(), surroundings.in(), Map.of(), home);
    var names = new ArrayList<String>();
    collect(Tree.of(nowhere, Settings.read(nowhere)), "", names);
    assertThat(names).contains("run", "flood put", "peers add");
    return names;
  }

  private static void collect(CommandLine command, String prefix, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!name.equals("conformance")) {
                names.add(prefix + name);
                collect(sub, prefix + name + " ", names);
              }
            });
  }

  private static String data(Typed typed) {
    return typed.json().get("data").getAsString();
  }

  private static void assertUsage(Typed typed, String... parts) {
    assertThat(typed.code()).as(typed.err()).isEqualTo(Exit.USAGE.code());
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains(parts).doesNotContain("\tat ");
  }
}
