package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Link;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.Secret;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Profile;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// Keys, which belong to the application.
@Group(number = 3, title = "Identity and keys")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class KeyCases {

  private static final int KEYS = 50;
  private static final int PORT_ONE = 4001;
  private static final int PORT_TWO = 4002;

  /// Some daemons silently kill a session that was opened again, five seconds later.
  private static final Duration LATER = Duration.ofSeconds(10);

  @Case(number = 20, core = true, blocking = false)
  @Rule({"K1", "K5"})
  void identity_sameSecretGivesSameAddressOffline(Bench bench) throws Exception {
    var key = bench.key();
    for (var i = 0; i < 3; i++) {
      try (var secret = key.secret()) {
        Check.equal(
            key.address(), bench.addresses().key(secret).address(), "the address of a secret");
      }
    }
  }

  @Case(number = 21, core = true, blocking = false)
  @Rule("K2")
  void identity_generatedAddressesAreDistinct(Bench bench) {
    var seen = new HashSet<Address>();
    for (var i = 0; i < KEYS; i++) {
      Check.that(seen.add(bench.key().address()), "two new keys have the same address");
    }
  }

  @Case(number = 22, core = true, blocking = false)
  @Rule("K1")
  void identity_secretRoundTripsThroughStore(Bench bench) throws Exception {
    var key = bench.key();
    var stored = key.secret().reveal();
    var again = bench.addresses().key(Secret.of(stored));
    Check.equal(key.address(), again.address(), "the address of a key that was stored");
    Check.equal(stored, again.secret().reveal(), "the secret of a key that was stored");
  }

  @Case(number = 23)
  @Rule("K7")
  void identity_notWrittenToDiskUnlessAskedFor(Bench bench) throws Exception {
    var network = bench.network();
    var key = bench.key();
    var secret = key.secret().reveal();
    try (var listener = network.listen(key)) {
      Check.equal(key.address(), listener.address(), "the listener's address");
      holdsNoSecret(bench.config(network).directory(), secret);
    }
    network.close();
    holdsNoSecret(bench.config(network).directory(), secret);
  }

  private static void holdsNoSecret(Path directory, byte[] secret) throws IOException {
    // Any half of the secret would do harm, and formats may cut or prefix it.
    var half = Arrays.copyOf(secret, Math.max(8, secret.length / 2));
    for (var file : files(directory)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        for (var form : forms(half)) {
          Check.that(!text.contains(form), "a file in the data directory holds the secret");
        }
      }
    }
  }

  private static List<String> forms(byte[] secret) {
    return List.of(
        new String(secret, ISO_8859_1),
        HexFormat.of().formatHex(secret),
        HexFormat.of().withUpperCase().formatHex(secret),
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOf(secret, secret.length / 3 * 3)));
  }

  private static List<Path> files(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var all = Files.walk(directory)) {
      return all.toList();
    }
  }

  @Case(number = 24)
  @Rule("P7")
  void identity_filesAreOwnerOnly(Bench bench) throws Exception {
    var network = bench.network();
    bench.listen(network);
    var directory = bench.config(network).directory();
    if (!Files.getFileStore(directory.getRoot()).supportsFileAttributeView("posix")) {
      throw bench.notRun("This file system has no owners and modes.");
    }
    for (var file : files(directory)) {
      if (!Files.isSymbolicLink(file)) {
        Check.that(
            ownerOnly(Files.getPosixFilePermissions(file)),
            "others may use a file or directory that the backend made");
      }
    }
  }

  private static boolean ownerOnly(Set<PosixFilePermission> permissions) {
    return permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
  }

  @Case(number = 25)
  @Rule({"K8", "X2", "N7"})
  void identity_toStringAndExceptionsNeverContainSecret(Bench bench) throws Exception {
    var key = bench.key();
    var secret = key.secret().reveal();
    var host = key.address().text().substring(key.address().scheme().length() + 1);
    tellsNothing("the text of a key", key.toString(), secret, host);
    tellsNothing("the text of a secret", key.secret().toString(), secret, host);
    var network = bench.network();
    try (var listener = network.listen(key)) {
      tellsNothing("the text of a listener", listener.toString(), secret, host);
      var failure =
          Check.fails(KeyInUse.class, "listening twice on one key", () -> network.listen(key));
      tellsNothing("a failure's message", failure.toString(), secret, host);
    }
    tellsNothing("the text of a network", network.toString(), secret, host);
    tellsNothing("what was printed and logged", bench.output(), secret, host);
  }

  private static void tellsNothing(String what, String text, byte[] secret, String host) {
    var half = Arrays.copyOf(secret, Math.max(8, secret.length / 2));
    for (var form : forms(half)) {
      Check.that(!text.contains(form), what + " contains the secret");
    }
    Check.that(!text.contains(host.substring(0, host.length() / 2)), what + " shows the address");
  }

  @Case(number = 26, blocking = false)
  @Rule({"K4", "X2"})
  void identity_corruptSecretFailsTyped(Bench bench) {
    var secret = bench.key().secret().reveal();
    refuses(bench, Arrays.copyOf(secret, secret.length - 1), "is one byte short");
    refuses(bench, Arrays.copyOf(secret, secret.length + 1), "is one byte long");
    refuses(bench, new byte[] {1}, "is a single byte");
    refuses(bench, new byte[Secret.SIZE_MAX], "is as long as any");
    for (var at : new int[] {0, secret.length / 2, secret.length - 1}) {
      var damaged = secret.clone();
      damaged[at] ^= 1;
      refuses(bench, damaged, "has a wrong bit in byte " + at);
    }
  }

  private static void refuses(Bench bench, byte[] secret, String how) {
    var failure =
        Check.fails(
            KeyRejected.class,
            "making a key from a secret that " + how,
            () -> bench.addresses().key(Secret.of(secret)));
    Check.that(
        secret.length < 8 || !failure.toString().contains(HexFormat.of().formatHex(secret)),
        "the failure shows the secret");
  }

  @Case(number = 27)
  @Rule("V2")
  void identity_secondListenOnSameIdentityIsInUseOrDeclaredMultiPort(Bench bench) throws Exception {
    var network = bench.network();
    var key = bench.key();
    network.listen(key);
    Check.fails(KeyInUse.class, "listening twice on one key", () -> network.listen(key));
    if (bench.has(Trait.SAME_KEY_MULTI_PORT)) {
      var one = network.listen(key, PORT_ONE);
      var two = network.listen(key, PORT_TWO);
      Check.that(!one.address().equals(two.address()), "two ports give one address");
      Check.fails(
          KeyInUse.class, "listening twice on one port", () -> network.listen(key, PORT_ONE));
    } else if (bench.has(Trait.VIRTUAL_PORTS)) {
      Check.fails(KeyInUse.class, "listening on another port", () -> network.listen(key, PORT_ONE));
    }
  }

  @Case(number = 28)
  @Rule("V3")
  void identity_reusableAfterListenerClose(Bench bench) throws Exception {
    var near = bench.network();
    var far = bench.network();
    var key = bench.key();
    far.listen(key).close();
    try (var again = bench.listen(far, key)) {
      Link link = bench.dial(near, again.address());
      Streams.alive(link, bench.accept(again), bench.patience().soon());
      if (bench.backend().profile() != Profile.HERMETIC) {
        far.awaitStatus(Long.MAX_VALUE, LATER);
      }
      var later = bench.dial(near, again.address());
      Streams.alive(later, bench.accept(again), bench.patience().soon());
    }
  }
}
