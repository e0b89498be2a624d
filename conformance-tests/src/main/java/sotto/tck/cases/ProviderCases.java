package sotto.tck.cases;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NoBackend;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkProvider;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Footprint;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Backends as they are found, before anything is opened.
@Group(number = 1, title = "Provider and discovery")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ProviderCases {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]{0,11}");
  private static final String NO_SUCH_SETTING = "sotto-tck.no-such-setting";

  @Case(number = 1, blocking = false)
  @Rule("P1")
  void provider_isFoundByServiceLoader(Bench bench) throws NoBackend {
    Check.that(found(bench), "ServiceLoader does not find the provider in its own class loader");
  }

  @Case(number = 2, blocking = false)
  @Rule("P1")
  void provider_loadsInNamedModuleAndOnClassPath(Bench bench) throws Exception {
    var artifact =
        bench
            .backend()
            .artifact()
            .orElseThrow(() -> bench.notRun("The backend was not loaded from a file."));
    onTheClassPath(bench, artifact);
    var reference =
        ModuleFinder.of(artifact).findAll().stream()
            .findFirst()
            .orElseThrow(
                () -> bench.notRun("A directory without a module descriptor cannot be a module."));
    inAModule(bench, reference);
  }

  private static void onTheClassPath(Bench bench, Path artifact) throws Exception {
    var loader = bench.provider().getClass().getClassLoader();
    try (var path = new URLClassLoader(new URL[] {artifact.toUri().toURL()}, loader)) {
      var schemes = NetworkProvider.found(path).stream().map(NetworkProvider::scheme).toList();
      Check.that(
          schemes.contains(bench.provider().scheme()),
          "the jar has no META-INF/services entry that names the provider");
    }
  }

  private static void inAModule(Bench bench, ModuleReference reference) {
    var name = bench.provider().getClass().getName();
    Check.that(
        reference.descriptor().provides().stream()
            .filter(provides -> provides.service().equals(NetworkProvider.class.getName()))
            .map(ModuleDescriptor.Provides::providers)
            .anyMatch(providers -> providers.contains(name)),
        "as a module the jar does not provide sotto.spi.NetworkProvider with the provider");
  }

  @Case(number = 3, blocking = false)
  @Rule({"P2", "P8"})
  void provider_constructorAndCreateDoNoIoAndStartNoThread(Bench bench) {
    askEverything(bench, bench.provider());
    var before = Footprint.now();
    ServiceLoader.load(NetworkProvider.class, bench.provider().getClass().getClassLoader())
        .forEach(provider -> askEverything(bench, provider));
    askEverything(bench, bench.provider());
    var more = Footprint.now().since(before);
    Check.that(more.isEmpty(), "asking a provider left behind: " + more);
  }

  private static void askEverything(Bench bench, NetworkProvider provider) {
    provider.scheme();
    provider.description();
    provider.traits();
    provider.addresses().newKey(bench.random()).address();
  }

  @Case(number = 4, blocking = false)
  @Rule("P3")
  void provider_idIsStableLowercaseAndUnique(Bench bench) throws NoBackend {
    var provider = bench.provider();
    Check.that(
        SCHEME.matcher(provider.scheme()).matches(),
        "the scheme is not 1 to 12 of a-z and 0-9, a letter first");
    Check.equal(provider.scheme(), provider.scheme(), "the scheme, asked twice");
    Check.equal(provider.scheme(), bench.key().address().scheme(), "the scheme of an address");
    Check.that(!provider.description().isBlank(), "the description is blank");
    var seen = new HashSet<String>();
    for (var other : NetworkProvider.found(provider.getClass().getClassLoader())) {
      Check.that(seen.add(other.scheme()), "two backends claim the scheme " + other.scheme());
    }
  }

  @Case(number = 5, blocking = false)
  @Rule({"P2", "K5"})
  @SuppressWarnings("ReferenceEquality") // the same object is what is promised
  void provider_codecWorksWithoutDaemon(Bench bench) throws Exception {
    var addresses = bench.addresses();
    Check.that(addresses == bench.addresses(), "addresses() gives another object each time");
    var address = bench.key().address();
    Check.equal(address, addresses.check(address), "an address of a new key, checked");
    Check.equal(address, addresses.parse(addresses.format(address)), "it, written and read");
  }

  @Case(number = 6)
  @Rule({"P4", "X2"})
  void provider_invalidConfigFailsWithConfigKindAndNamesTheKey(Bench bench) {
    var value = "sotto-tck-value";
    var config = bench.config().with(NO_SUCH_SETTING, value);
    var failure =
        Check.fails(
            ConfigRejected.class,
            "opening with a setting that does not exist",
            () -> bench.open(config));
    Check.equal(NO_SUCH_SETTING, failure.setting(), "the setting that the failure names");
    Check.equal(Reason.BAD_SETTING, failure.reason(), "the reason");
  }

  @Case(number = 7)
  @Rule("N4")
  void provider_twoInstancesInOneJvmAreIndependent(Bench bench) throws Exception {
    var pair = bench.pair();
    var third = bench.network();
    var other = bench.listen(third);
    third.close();
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
    var again = bench.dial(pair.near(), pair.listener().address());
    Streams.alive(again, bench.accept(pair.listener()), bench.patience().soon());
    Check.that(
        !other.address().equals(pair.listener().address()), "two keys have the same address");
  }

  private static boolean found(Bench bench) throws NoBackend {
    var type = bench.provider().getClass();
    return NetworkProvider.found(type.getClassLoader()).stream()
        .anyMatch(provider -> provider.getClass().equals(type));
  }

  @Case(number = 152, blocking = false)
  @Rule("P9")
  void provider_surveyTellsNoPathAndLeavesNothingBehind(Bench bench) throws Exception {
    var config = bench.config();
    for (var each : bench.provider().survey(config)) {
      Check.that(!each.line().isBlank(), "a survey has a blank line");
      Check.that(each.line().lines().count() == 1, "a survey's line is more than one");
      Check.that(
          !each.line().contains(config.directory().toString()), "a survey names the directory");
    }
    // It gave back what it may have taken there. For all else that it may leave there is the
    // bracket
    // around every case.
    bench.open(config).close();
  }
}
