package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import sotto.spi.Address;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;

/// What an address looks like, offline.
@Group(number = 2, title = "Addresses")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class AddressCases {

  private static final int SAMPLES = 8;
  private static final int FUZZ_ROUNDS = 2000;
  private static final int FUZZ_LENGTH_MAX = 200;
  private static final int HUGE = 1 << 20;
  private static final int PORT = 4242;

  /// How many keys have a byte changed: so many that a share of them is no accident.
  private static final int TAMPERED = 32;

  @Case(number = 8, core = true, blocking = false)
  @Rule({"A1", "A3", "A4"})
  void address_textRoundTrip(Bench bench) throws Exception {
    for (var address : samples(bench)) {
      var addresses = bench.addresses();
      Check.equal(address, addresses.parse(addresses.format(address)), "format and parse");
      Check.equal(address, addresses.parse(address.text()), "text and parse");
      Check.equal(address, Address.parse(address.text()), "text and Address.parse");
      Check.equal(
          address.text(), addresses.parse(address.text()).text(), "the text of what was parsed");
    }
  }

  @Case(number = 9, core = true, blocking = false)
  @Rule("A4")
  void address_binaryRoundTrip(Bench bench) throws Exception {
    for (var address : samples(bench)) {
      var decoded = bench.addresses().check(Address.decode(address.encode()));
      Check.equal(address, decoded, "encode and decode");
      Check.equal(address.encode(), decoded.encode(), "the binary form, twice");
    }
  }

  @Case(number = 10, core = true, blocking = false)
  @Rule("A1")
  void address_canonicalisesCase(Bench bench) throws Exception {
    for (var address : samples(bench)) {
      var text = bench.addresses().format(address);
      Check.equal(
          address, bench.addresses().parse(text.toUpperCase(Locale.ROOT)), "upper case, parsed");
      Check.equal(
          address, bench.addresses().parse(text.toLowerCase(Locale.ROOT)), "lower case, parsed");
      Check.equal(address.text(), address.text().toLowerCase(Locale.ROOT), "the canonical text");
    }
  }

  @Case(number = 11, core = true, blocking = false)
  @Rule("A2")
  void address_rejectsBadChecksumAndVersion(Bench bench) {
    // Always the same keys: what a backend does with a wrong byte is no matter of luck.
    var random = new SplittableRandom(TAMPERED);
    var ids =
        Stream.generate(() -> bench.addresses().newKey(random).address().id())
            .limit(TAMPERED)
            .toList();
    var length = ids.getFirst().length;
    var bare = bench.backend().bareLength();
    if (length <= bare) {
      throw bench.notApplicable(
          "An identifier of %d bytes is a bare key or hash, without checksum or version."
              .formatted(length));
    }
    var scheme = bench.provider().scheme();
    var unguarded = Tampering.unguarded(ids, id -> accepted(bench, Address.of(scheme, id)));
    // A checksum guards every byte; without one, all but those of the key or hash are guarded.
    Check.that(
        unguarded == 0 || unguarded == bare,
        "a wrong byte is accepted at %d of the %d places of an identifier"
            .formatted(unguarded, length));
  }

  @Case(number = 12, core = true, blocking = false)
  @Rule("A2")
  void address_rejectsTruncatedOversizeAndTrailingBytes(Bench bench) throws Exception {
    var address = bench.key().address();
    var text = bench.addresses().format(address);
    for (var wrong :
        List.of(
            "",
            text.substring(0, text.length() - 1),
            text.substring(1),
            text + "a",
            text + " ",
            text + "\n",
            " " + text,
            text + "\0",
            text + text,
            address.text() + "a",
            address.text() + ":",
            address.text() + ":0",
            address.text() + ":65536",
            text + "a".repeat(HUGE))) {
      rejects(bench, wrong);
    }
    var id = address.id();
    for (var length : new int[] {1, id.length - 1, id.length + 1, Address.ID_MAX}) {
      Check.that(
          length == id.length
              || !accepted(bench, Address.of(address.scheme(), Arrays.copyOf(id, length))),
          "an identifier of %d bytes is accepted".formatted(length));
    }
  }

  @Case(number = 13, core = true, blocking = false)
  @Rule("A2")
  void address_rejectsForeignNetworkWithAddressInvalid(Bench bench) {
    var id = bench.key().address().id();
    var foreign = Address.of(foreignScheme(bench), id);
    Check.fails(
        AddressRejected.class,
        "checking an address of another network",
        () -> bench.addresses().check(foreign));
    rejects(bench, foreign.text());
    Check.fails(
        AddressRejected.class,
        "formatting an address of another network",
        () -> bench.addresses().format(foreign));
    for (var clear : List.of("192.0.2.1:80", "[2001:db8::1]:80", "example.com:80", "localhost")) {
      rejects(bench, clear);
    }
  }

  @Case(number = 14, core = true, blocking = false)
  @Rule({"A4", "A5"})
  void address_unknownNetworkIdIsCarriedOpaque(Bench bench) throws Exception {
    var unknown = Address.of(foreignScheme(bench), bench.bytes(Address.ID_MAX)).withPort(PORT);
    Check.equal(unknown, Address.parse(unknown.text()), "an unknown network's text form");
    Check.equal(unknown, Address.decode(unknown.encode()), "an unknown network's binary form");
  }

  @Case(number = 15, blocking = false)
  @Rule("A2")
  void address_portPresentOnlyWithVirtualPortsTrait(Bench bench) throws Exception {
    var plain = bench.key().address();
    Check.that(plain.port().isEmpty(), "the address of a key has a port");
    var withPort = plain.withPort(PORT);
    if (bench.has(Trait.VIRTUAL_PORTS)) {
      Check.equal(withPort, bench.addresses().check(withPort), "an address with a port");
      Check.equal(
          withPort, bench.addresses().parse(bench.addresses().format(withPort)), "it, round trip");
    } else {
      Check.that(!accepted(bench, withPort), "a port is accepted, and the network has none");
      rejects(bench, withPort.text());
    }
  }

  @Case(number = 16, blocking = false)
  @Rule("A4")
  void address_equalsHashCodeAreOverCanonicalBytes(Bench bench) throws Exception {
    var one = bench.key().address();
    var same =
        bench
            .addresses()
            .parse(one.text().toUpperCase(Locale.ROOT).replaceFirst("^[^:]*", one.scheme()));
    Check.equal(one, same, "an address, read from upper case");
    Check.equal(one.hashCode(), same.hashCode(), "its hash");
    Check.that(!one.equals(bench.key().address()), "two addresses are equal");
    Check.that(!one.equals(one.withPort(PORT)), "a port makes no difference to equals");
  }

  @Case(number = 17, blocking = false)
  @Rule("A5")
  void address_encodedFormAtMost64Bytes(Bench bench) throws Exception {
    for (var address : samples(bench)) {
      Check.that(
          address.encode().length <= Address.BINARY_MAX, "the binary form is longer than 64 bytes");
      Check.that(
          address.text().length() <= Address.TEXT_MAX,
          "the text form is longer than 96 characters");
    }
    Check.equal(64, Address.BINARY_MAX, "the longest binary form");
  }

  @Case(number = 18, blocking = false, stochastic = true)
  @Rule("A2")
  void address_parserSurvivesFuzzCorpus(Bench bench) throws Exception {
    var random = bench.random();
    var seed = bench.addresses().format(bench.key().address()).toCharArray();
    for (var round = 0; round < FUZZ_ROUNDS; round++) {
      var text =
          random.nextBoolean()
              ? mutated(bench, seed)
              : new String(bench.bytes(random.nextInt(FUZZ_LENGTH_MAX)), ISO_8859_1);
      survive(bench, text);
    }
    survive(bench, "\uD800".repeat(FUZZ_LENGTH_MAX));
    survive(bench, "a".repeat(HUGE));
  }

  @Case(number = 19, blocking = false)
  @Rule({"A6", "N7"})
  void address_toStringIsRedactedFormatIsNot(Bench bench) throws Exception {
    var address = bench.key().address();
    var host = address.text().substring(address.scheme().length() + 1);
    Check.that(!address.toString().contains(host), "toString shows the address");
    Check.that(
        !address.toString().contains(host.substring(0, host.length() / 4)),
        "toString shows a part of the address");
    Check.equal(address.toString(), address.toString(), "toString, twice");
    Check.that(!bench.addresses().format(address).contains("~"), "format is redacted");
  }

  private static List<Address> samples(Bench bench) {
    var all = new ArrayList<Address>();
    for (var i = 0; i < SAMPLES; i++) {
      var address = bench.key().address();
      all.add(address);
      if (bench.has(Trait.VIRTUAL_PORTS)) {
        all.add(address.withPort(1 + bench.random().nextInt(65_535)));
      }
    }
    return all;
  }

  private static String foreignScheme(Bench bench) {
    return bench.provider().scheme().equals("zz9") ? "zz8" : "zz9";
  }

  private static String mutated(Bench bench, char[] seed) {
    var text = seed.clone();
    for (var i = bench.random().nextInt(4); i >= 0; i--) {
      text[bench.random().nextInt(text.length)] = (char) bench.random().nextInt(256);
    }
    return new String(text, 0, bench.random().nextInt(text.length + 1));
  }

  private static boolean accepted(Bench bench, Address address) {
    try {
      bench.addresses().check(address);
      return true;
    } catch (AddressRejected _) {
      // The answer.
      return false;
    }
  }

  private static void rejects(Bench bench, String text) {
    Check.fails(
        AddressRejected.class,
        "parsing %d characters that are no address".formatted(text.length()),
        () -> bench.addresses().parse(text));
  }

  private static void survive(Bench bench, String text) {
    try {
      var address = bench.addresses().parse(text);
      Check.equal(address, bench.addresses().parse(address.text()), "what was parsed, again");
    } catch (AddressRejected _) {
      // What garbage deserves.
    }
  }
}
