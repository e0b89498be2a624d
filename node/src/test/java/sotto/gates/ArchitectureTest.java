package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds every module to [Rules], and shows for each rule that it reports what it is there for.
class ArchitectureTest {

  private static final String PLANTED = "sotto.gates.planted";

  /// What is planted for each rule: the violator, by its name below the planted packages.
  private static final Map<String, List<String>> VIOLATORS =
      Map.ofEntries(
          Map.entry("clock", List.of("protocol.flood.ReadsTheClock", "protocol.wire.ReadsNanos")),
          Map.entry("sleep", List.of("protocol.flood.Sleeps")),
          Map.entry(
              "sockets", List.of("protocol.flood.OpensASocket", "protocol.peers.ReadsAChannel")),
          Map.entry("randomness", List.of("protocol.flood.MakesRandomness")),
          Map.entry(
              "threads", List.of("protocol.flood.StartsAThread", "protocol.pow.StartsAThread")),
          Map.entry("locks", List.of("protocol.peers.TakesALock")),
          Map.entry("files", List.of("protocol.wire.ReadsAFile")),
          Map.entry(
              "imports",
              List.of(
                  "protocol.flood.ImportsPeers",
                  "protocol.crypto.ImportsWire",
                  "protocol.sketch.ImportsWire")),
          Map.entry("cycles", List.of("protocol.crypto.ImportsWire")),
          Map.entry("protobuf", List.of("protocol.flood.SpeaksProtobuf")),
          Map.entry("futures", List.of("protocol.node.GivesAFuture")),
          Map.entry("network", List.of("protocol.flood.Dials")),
          Map.entry("statics", List.of("protocol.node.Remembers", "protocol.node.Changes")),
          Map.entry("prints", List.of("protocol.node.Prints")),
          Map.entry("reads", List.of("protocol.node.Reads")),
          Map.entry("java.net", List.of("protocol.node.Resolves")),
          Map.entry("names", List.of("protocol.node.PeerManager", "protocol.node.AbstractPeer")),
          Map.entry("getters", List.of("protocol.node.HasAGetter")),
          Map.entry("reveals", List.of("protocol.node.LogsAnAddress")),
          Map.entry("backends", List.of("protocol.node.NamesABackend")));

  private final ImportTable table = ImportTable.in(Tree.read(Tree.ROOT.resolve("ARCHITECTURE.md")));

  @TestFactory
  Stream<DynamicTest> everyModuleKeeps() throws Exception {
    var classes = written(compiled("classes"));
    assertThat(classes).hasSizeGreaterThan(50);
    return each(Rules.all(table), rule -> rule.allowEmptyShould(true).check(classes));
  }

  @TestFactory
  Stream<DynamicTest> everyTestOfTheMiddleKeeps() throws Exception {
    var tests = written(compiled("test-classes"));
    return each(Rules.middleTests(), rule -> rule.allowEmptyShould(true).check(tests));
  }

  @TestFactory
  Stream<DynamicTest> aPlantedViolationIsReportedBy() {
    var planted = new ClassFileImporter().importPackages(PLANTED);
    var rules = Rules.all(table);
    assertThat(VIOLATORS).containsOnlyKeys(rules.keySet());
    return rules.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        assertThat(VIOLATORS.get(rule.getKey()))
                            .allSatisfy(
                                violator ->
                                    assertThat(report(rule.getValue(), planted))
                                        .contains(PLANTED + "." + violator))));
  }

  @Test
  void aBlamelessPlantedClassIsReportedByNoRule() {
    var planted = new ClassFileImporter().importPackages(PLANTED);
    var name = PLANTED + ".protocol.flood.Blameless";

    assertThat(planted.contain(name)).isTrue();
    assertThat(Rules.all(table))
        .allSatisfy((_, rule) -> assertThat(report(rule, planted)).doesNotContain(name));
  }

  @Test
  void theTableHasARowForEveryPackageOfProtocolAndNoOther() {
    var packages =
        Tree.packages("protocol/src/main/java").stream()
            .map(name -> name.replaceFirst("^sotto\\.protocol\\.?", ""))
            .map(name -> name.replaceFirst("\\..*", ""))
            .toList();

    assertThat(table.allowed().keySet()).containsExactlyInAnyOrderElementsOf(Set.copyOf(packages));
  }

  private static String report(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().toString();
  }

  private static Stream<DynamicTest> each(
      Map<String, ArchRule> rules, java.util.function.Consumer<ArchRule> check) {
    return rules.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check.accept(rule.getValue())));
  }

  /// Imports what Maven compiled, of every module that is built before this one.
  private static JavaClasses compiled(String kind) {
    var built =
        Tree.modules().stream()
            .filter(module -> !module.equals("benchmarks"))
            .map(module -> Tree.ROOT.resolve(module).resolve("target").resolve(kind))
            .filter(Files::isDirectory)
            .filter(
                directory ->
                    !directory.startsWith(Tree.ROOT.resolve("node")) || kind.equals("classes"))
            .toList();
    return new ClassFileImporter().importPaths(built.toArray(Path[]::new));
  }

  /// Leaves out what a tool generated: classes whose source nobody wrote.
  private static JavaClasses written(JavaClasses classes) {
    var sources = Tree.sources().stream().map(file -> file.toString().replace('/', '.')).toList();
    return classes.that(
        com.tngtech.archunit.base.DescribedPredicate.describe(
            "were written by a person",
            (JavaClass type) -> {
              var top = type.getName().replaceFirst("\\$.*", "");
              return sources.stream().anyMatch(file -> file.endsWith("." + top + ".java"));
            }));
  }
}
