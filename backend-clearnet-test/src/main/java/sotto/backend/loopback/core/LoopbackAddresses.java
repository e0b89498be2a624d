package sotto.backend.loopback.core;

import java.util.Locale;
import java.util.random.RandomGenerator;
import sotto.spi.Address;
import sotto.spi.Addresses;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Proof;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.spi.Trait;
import sotto.spi.Traits;
import sotto.spi.backend.Foreign;
import sotto.spi.backend.OwnKeys;

/// Addresses that are Ed25519 public keys of 32 bytes.
///
/// There is no checksum. Bytes that are no point of the curve pass for an address too, as on Tor;
/// no signature holds for them, so that nobody can be there.
///
/// People write them as 52 characters of base32 with the scheme behind a dot, such as `….loopback`
/// or `….loopback:80`.
public final class LoopbackAddresses implements Addresses, OwnKeys<LoopbackKey> {

  private final String scheme;
  private final boolean ports;
  private final boolean proofs;

  /// Makes the addresses of one network.
  ///
  /// @param scheme the scheme, such as `loopback`
  /// @param traits whether addresses have ports, and keys prove
  public LoopbackAddresses(String scheme, Traits traits) {
    this.scheme = scheme;
    this.ports = traits.has(Trait.VIRTUAL_PORTS);
    this.proofs = traits.has(Trait.ADDRESS_PROOF);
  }

  @Override
  public Address parse(String text) throws AddressRejected {
    if (text.length() > Address.TEXT_MAX + 1) {
      throw malformed("it is too long");
    }
    var dot = text.indexOf('.');
    return check(Address.parse(dot < 0 ? lowerScheme(text) : canonical(text, dot)));
  }

  @Override
  public String format(Address address) throws AddressRejected {
    check(address);
    var bare = address.withPort(Address.NO_PORT).text().substring(scheme.length() + 1);
    var port = address.port();
    return bare + "." + scheme + (port.isPresent() ? ":" + port.getAsInt() : "");
  }

  @Override
  public Address check(Address address) throws AddressRejected {
    Foreign.refuse(scheme, address);
    if (address.port().isPresent() && !ports) {
      throw malformed("this network has no ports");
    }
    var id = address.id();
    if (id.length != LoopbackKey.ID_SIZE) {
      throw malformed("its identifier has not 32 bytes");
    }
    return address;
  }

  @Override
  public LoopbackKey newKey(RandomGenerator random) {
    var seed = new byte[LoopbackKey.SEED_SIZE];
    random.nextBytes(seed);
    return new LoopbackKey(scheme, seed, proofs);
  }

  @Override
  public LoopbackKey key(Secret secret) throws KeyRejected {
    return LoopbackKey.of(scheme, secret, proofs).orElseThrow(Foreign::secret);
  }

  @Override
  public boolean verify(Address address, byte[] context, Proof proof) {
    return proofs && valid(address) && LoopbackKey.proved(address, context, proof);
  }

  @Override
  public LoopbackKey own(ServiceKey key) throws AddressRejected {
    if (key instanceof LoopbackKey ours && key.address().scheme().equals(scheme)) {
      return ours;
    }
    throw Foreign.key();
  }

  private boolean valid(Address address) {
    try {
      check(address);
      return true;
    } catch (AddressRejected e) {
      return false;
    }
  }

  private String canonical(String text, int dot) throws AddressRejected {
    var colon = text.indexOf(':', dot);
    var end = colon < 0 ? text.length() : colon;
    if (!text.substring(dot + 1, end).toLowerCase(Locale.ROOT).equals(scheme)) {
      throw malformed("its ending is not ." + scheme);
    }
    return scheme + ":" + text.substring(0, dot) + text.substring(end);
  }

  private static String lowerScheme(String text) {
    var colon = Math.max(0, text.indexOf(':'));
    return text.substring(0, colon).toLowerCase(Locale.ROOT) + text.substring(colon);
  }

  private static AddressRejected malformed(String why) {
    return new AddressRejected(
        Reason.MALFORMED,
        "This is not an address of this network: " + why + ". What to do: ask for it again.");
  }
}
