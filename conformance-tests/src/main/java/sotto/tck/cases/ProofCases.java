package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import sotto.spi.Address;
import sotto.spi.Proof;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;

/// Proofs that somebody owns an address.
@Group(number = 9, title = "Source address and proofs")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class ProofCases {

  private static final int CONTEXT_MIN = 16;
  private static final int CONTEXT_MAX = 1024;
  private static final int NONCE = 32;

  /// A divisor of neither a context's nor a signature's length: the first and the last byte count.
  private static final int STRIDE = 9;

  @Case(number = 96, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule({"K3", "K1"})
  void proof_verifiesForOwnAddress(Bench bench) throws Exception {
    var key = bench.key();
    for (var length : new int[] {CONTEXT_MIN, NONCE, 700, CONTEXT_MAX}) {
      var context = bench.bytes(length);
      var proof = key.prove(context);
      holds(bench, key.address(), context, proof);
      holds(bench, key.address(), context, Proof.of(proof.signature(), proof.material()));
      if (bench.has(Trait.VIRTUAL_PORTS)) {
        holds(bench, key.address().withPort(80), context, proof);
      }
      try (var secret = key.secret()) {
        holds(bench, key.address(), context, bench.addresses().key(secret).prove(context));
      }
    }
    for (var length : new int[] {0, CONTEXT_MIN - 1, CONTEXT_MAX + 1}) {
      Check.fails(
          IllegalArgumentException.class,
          "proving a context of %d bytes".formatted(length),
          () -> key.prove(new byte[length]));
    }
  }

  private static void holds(Bench bench, Address address, byte[] context, Proof proof) {
    Check.that(
        bench.addresses().verify(address, context, proof),
        "a proof for a context of %d bytes does not hold (K3)".formatted(context.length));
  }

  private static void fails(
      Bench bench, Address address, byte[] context, Proof proof, String what) {
    Check.that(!bench.addresses().verify(address, context, proof), "a proof holds " + what);
  }

  @Case(number = 97, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule("K3")
  void proof_failsForOtherAddressContextOrNetwork(Bench bench) throws Exception {
    var key = bench.key();
    var own = key.address();
    var context = bench.bytes(100);
    var proof = key.prove(context);
    holds(bench, own, context, proof);
    fails(bench, bench.key().address(), context, proof, "for another address (K3)");
    var elsewhere = own.scheme().equals("other") ? "another" : "other";
    fails(bench, Address.of(elsewhere, own.id()), context, proof, "for another network (K3)");
    fails(bench, Address.of(own.scheme(), new byte[] {1}), context, proof, "for rubbish (K3)");
    for (var i = 0; i < context.length; i += STRIDE) {
      var other = context.clone();
      other[i] ^= 1;
      fails(bench, own, other, proof, "for a context whose byte %d differs (K3)".formatted(i));
    }
    for (var length : new int[] {0, CONTEXT_MIN, 99, 101, CONTEXT_MAX}) {
      fails(bench, own, Arrays.copyOf(context, length), proof, "for a context cut or grown (K3)");
    }
    var signature = proof.signature();
    for (var i = 0; i < signature.length; i += STRIDE) {
      var bad = signature.clone();
      bad[i] ^= 1;
      fails(bench, own, context, Proof.of(bad, proof.material()), "with a changed signature");
    }
    for (var length : new int[] {1, signature.length - 1, signature.length + 1, Proof.PART_MAX}) {
      var bad = Proof.of(Arrays.copyOf(signature, length), proof.material());
      fails(bench, own, context, bad, "with a signature cut or grown (K3)");
    }
  }

  @Case(number = 98, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule("K6")
  void proof_isDomainSeparatedAndOffersNoRawSigning(Bench bench) throws Exception {
    var key = bench.key();
    var context = bench.bytes(NONCE);
    var proof = key.prove(context);
    var id = key.address().id();
    var messages =
        List.of(
            context,
            join(id, context),
            join(key.address().encode(), context),
            join(key.address().scheme().getBytes(US_ASCII), id, context));
    for (var message : messages) {
      for (var part : List.of(id, proof.material())) {
        Check.that(
            !RawSignatures.holdsFor(part, message, proof.signature()),
            "a proof signs bytes of the verifier's choosing, without a domain and lengths (K6)");
      }
    }
    for (var method : key.getClass().getMethods()) {
      var signs =
          Arrays.asList(method.getParameterTypes()).contains(byte[].class)
              && Set.of(byte[].class, Proof.class).contains(method.getReturnType());
      Check.that(
          !signs || method.getName().equals("prove"),
          "a key has a second way to sign: %s (K6)".formatted(method.getName()));
    }
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Case(number = 99, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule("K3")
  void proof_wrongPublicMaterialRejected(Bench bench) throws Exception {
    var key = bench.key();
    var other = bench.key();
    var context = bench.bytes(NONCE);
    var proof = key.prove(context);
    var stranger = other.prove(context);
    fails(bench, key.address(), context, stranger, "with another key's signature and material");
    swaps(bench, key, context, proof, stranger);
    var material = proof.material();
    for (var i = 0; i < material.length; i++) {
      var bad = material.clone();
      bad[i] ^= 1;
      fails(bench, key.address(), context, Proof.of(proof.signature(), bad), "with bad material");
    }
    for (var length : new int[] {material.length + 1, Proof.PART_MAX}) {
      var bad = Proof.of(proof.signature(), Arrays.copyOf(material, length));
      fails(bench, key.address(), context, bad, "with material that something trails");
    }
  }

  private static void swaps(
      Bench bench, ServiceKey key, byte[] context, Proof proof, Proof stranger) {
    fails(
        bench,
        key.address(),
        context,
        Proof.of(stranger.signature(), proof.material()),
        "with another key's signature");
    if (proof.material().length > 0) {
      fails(
          bench,
          key.address(),
          context,
          Proof.of(proof.signature(), stranger.material()),
          "with another key's material");
      fails(
          bench,
          key.address(),
          context,
          Proof.of(proof.signature(), new byte[0]),
          "without its material");
    }
  }

  @Case(number = 100, gate = Trait.ADDRESS_PROOF, blocking = false)
  @Rule("K3")
  void proof_replayToAnotherVerifierFails(Bench bench) throws Exception {
    var key = bench.key();
    var purpose = "a session between two peers ".getBytes(US_ASCII);
    var nonce = bench.bytes(NONCE);
    var proof = key.prove(join(purpose, nonce));
    holds(bench, key.address(), join(purpose, nonce), proof);
    fails(
        bench,
        key.address(),
        join(purpose, bench.bytes(NONCE)),
        proof,
        "for the nonce of another verifier (K3)");
    fails(
        bench,
        key.address(),
        join("another purpose of the peers ".getBytes(US_ASCII), nonce),
        proof,
        "for another purpose with the same nonce (K3)");
  }
}
