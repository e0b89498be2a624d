package sotto.gates;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The architecture's rules, by name. They see a package by what follows `protocol` in its name, so
/// that the same rules judge the real packages and the planted ones.
final class Rules {

  /// Packages of `protocol` that are machines or pure functions: no clock, no thread, no I/O.
  private static final String[] MIDDLE =
      packages(
          "wire", "peers", "flood", "mailbox", "relay", "room", "ledger", "sealed", "pow",
          "sketch");

  private static final Pattern CLOCKS =
      Pattern.compile(
          "java\\.time\\.[A-Za-z]+\\.now|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
              + "|java\\.util\\.Date\\.<init>|java\\.util\\.Calendar\\.getInstance"
              + "|java\\.time\\.(Clock|InstantSource)\\..*");
  private static final Pattern RANDOMNESS =
      Pattern.compile(
          "java\\.util\\.(Random|SplittableRandom)\\.<init>|java\\.security\\.SecureRandom\\..*"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current|java\\.lang\\.Math\\.random"
              + "|java\\.util\\.UUID\\.randomUUID"
              + "|java\\.util\\.random\\.RandomGenerator(Factory)?\\.(of|getDefault|create)");
  private static final Pattern SLEEPS =
      Pattern.compile(
          "java\\.lang\\.Thread\\.(sleep|onSpinWait|yield)|java\\.lang\\.Object\\.wait"
              + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep"
              + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*");
  private static final Pattern NAMES =
      Pattern.compile(
          ".+(Manager|Handler|Helper|Utils?|Impl|Base|Context|Data|Info|Service)|Abstract.+");
  private static final Pattern REVEALS =
      Pattern.compile(".*\\.(Address\\.(text|encode|id)|Secret\\.reveal|PeerId\\.text)");

  /// Types that count as packages of their own where cycles are looked for, with the reason why.
  private static final Map<String, String> DOORS =
      Map.of(
          "sotto.tck.NetworkConformance", "the suite's front door stands beside its vocabulary",
          "sotto.tck.Conformance", "likewise",
          "sotto.tck.CompareReports", "likewise",
          "sotto.tck.Selection", "likewise",
          "sotto.testnet.Part", "what every network of tests needs of the machine");

  private Rules() {}

  /// Returns every rule, by a name that the planted violations use.
  static Map<String, ArchRule> all(ImportTable table) {
    var rules = new LinkedHashMap<String, ArchRule>(middle());
    rules.put("imports", classes().should(keepTo(table)));
    rules.put("cycles", noCycles());
    rules.put("protobuf", onlyWireUses("com.google.protobuf"));
    rules.put("futures", inProtocol(noClasses()).should(depend("java.util.concurrent.Complet.*")));
    rules.put("network", onlyRimBlocksOnTheNetwork());
    rules.put("statics", classes().should(Shape.haveNoStaticState()));
    rules.put("prints", onlyTerminalsPrint());
    rules.put("reads", onlyProgramsRead());
    rules.put("java.net", onlyBackendsKnowSockets());
    rules.put("names", classes().should(not(Shape.beNamed(NAMES))));
    rules.put("getters", classes().should(Shape.haveNoGetters()));
    rules.put("reveals", classes().should(Shape.notLogWhereTheyReveal(REVEALS)));
    rules.put("backends", nobodyNamesABackend());
    return rules;
  }

  /// Returns the rules of the middle, which hold in its tests too.
  static Map<String, ArchRule> middle() {
    var rules = new LinkedHashMap<String, ArchRule>(middleTests());
    rules.put("randomness", inMiddle().should(call(RANDOMNESS)));
    rules.put("threads", inMiddle().should(depend("java.lang.Thread|java.util.Timer.*")));
    rules.put(
        "locks",
        inMiddle().should(depend("java.util.concurrent.(?!TimeUnit|ConcurrentHashMap).*")));
    rules.put(
        "files", inMiddle().should(depend("java.nio.file.*|java.io.(File|Random).*|java.sql.*")));
    return rules;
  }

  /// Returns the rules for tests of the middle: no sleep, no socket, no clock.
  static Map<String, ArchRule> middleTests() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put("clock", inMiddle().should(call(CLOCKS)));
    rules.put("sleep", inMiddle().should(call(SLEEPS)));
    rules.put("sockets", inMiddle().should(depend("java.net.*|java.nio.channels.*")));
    return rules;
  }

  private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction inMiddle() {
    return noClasses().that().resideInAnyPackage(MIDDLE);
  }

  private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction inProtocol(
      com.tngtech.archunit.lang.syntax.elements.GivenClasses classes) {
    return classes.that().resideInAnyPackage("..protocol..");
  }

  private static ArchRule onlyWireUses(String library) {
    return inProtocol(noClasses())
        .and()
        .resideOutsideOfPackage("..protocol.wire..")
        .should(depend(library + ".*"));
  }

  private static ArchRule onlyRimBlocksOnTheNetwork() {
    return inProtocol(noClasses())
        .and()
        .resideOutsideOfPackages("..protocol", "..protocol.session..", "..protocol.node..")
        .should(depend("sotto.spi.(Network|Listener|Link|NetworkProvider|NetworkConfig)"));
  }

  private static ArchRule onlyTerminalsPrint() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("sotto.node..", "sotto.tck..", "sotto.benchmarks..")
        .should(call(Pattern.compile("java\\.lang\\.System\\.(out|err)|.*\\.printStackTrace")));
  }

  private static ArchRule onlyProgramsRead() {
    // A router's process ends when what started it does, which it sees at its standard input.
    return noClasses()
        .that()
        .resideOutsideOfPackages("sotto.node..", "sotto.tck..", "sotto.benchmarks..")
        .and()
        .doNotHaveFullyQualifiedName("sotto.backend.i2p.router.Program")
        .should(call(Pattern.compile("java\\.lang\\.System\\.in")));
  }

  private static ArchRule onlyBackendsKnowSockets() {
    // The node's control socket is a file: it may name that kind of address and no other. The kit
    // for backends' authors has parts for those whose links are the kernel's, and a private I2P
    // network is made of ports on loopback.
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "sotto.backend..",
            "sotto.spi.backend..",
            "sotto.tck..",
            "sotto.testnet.i2p..",
            "sotto.benchmarks..")
        .should(
            depend(
                "java.net.(?!UnixDomain|StandardProtocolFamily|SocketAddress|URI|URL|MalformedURL).*"));
  }

  private static ArchRule nobodyNamesABackend() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("sotto.backend..", "sotto.benchmarks..")
        .should(depend("sotto.backend.*"));
  }

  private static ArchRule noCycles() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                var name = type.getName().replaceFirst("\\$.*", "");
                return SliceIdentifier.of(DOORS.containsKey(name) ? name : type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles();
  }

  /// Refuses what the table does not allow, in either direction of a mistake: a package that has no
  /// row, and an import that its row does not name.
  private static ArchCondition<JavaClass> keepTo(ImportTable table) {
    return new ArchCondition<>("import what ARCHITECTURE.md allows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var from = below(type.getPackageName());
        if (from == null) {
          return;
        }
        if (!table.allowed().containsKey(from)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no row"));
        }
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var name = dependency.getTargetClass().getPackageName();
          var to = name.startsWith("sotto.spi") ? "spi" : below(name);
          if (to != null && !table.allows(from, to)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /// Returns the first name below `protocol`, empty for the root, or null for other packages.
  private static @org.jspecify.annotations.Nullable String below(String packageName) {
    var at = ("." + packageName + ".").indexOf(".protocol.");
    if (at < 0) {
      return null;
    }
    var rest = (packageName + ".").substring(at + "protocol.".length());
    return rest.isEmpty() ? "" : rest.substring(0, rest.indexOf('.'));
  }

  private static String[] packages(String... names) {
    return List.of(names).stream().map(name -> "..protocol." + name + "..").toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> depend(String names) {
    var pattern = Pattern.compile(names.replace(".", "\\.").replace("\\.*", ".*"));
    DescribedPredicate<Dependency> hit =
        describe(
            "on " + names, dependency -> matches(pattern, dependency.getTargetClass().getName()));
    return new ArchCondition<>("depend on " + names) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          events.add(
              new SimpleConditionEvent(type, hit.test(dependency), dependency.getDescription()));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> call(Pattern members) {
    return new ArchCondition<>("use " + members) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          var name = access.getTargetOwner().getName() + "." + access.getTarget().getName();
          events.add(
              new SimpleConditionEvent(type, matches(members, name), access.getDescription()));
        }
      }
    };
  }

  private static boolean matches(Pattern pattern, String name) {
    return pattern.matcher(name).matches();
  }
}
