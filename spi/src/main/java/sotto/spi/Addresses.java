package sotto.spi;

import java.util.random.RandomGenerator;

/// The offline half of a backend: what its addresses look like, how they are made, and how their
/// owners prove themselves.
///
/// Works without a daemon and without an open network. Safe for use by any number of threads.
///
/// - **A1** `parse` accepts the canonical text of [Address#text] and the form that people of this
///   network use (`….onion:80`, `….b32.i2p`), in either case, and gives the canonical address.
/// - **A2** What cannot be an address of this network is rejected: a wrong checksum, version,
///   length or scheme, a port where the network has none, anything trailing, any garbage. No input
///   of any length makes it do worse than throw [NetworkException.AddressRejected].
/// - **A3** `parse(format(address))` equals `address`.
/// - **K1** The same secret gives the same address, offline, always.
/// - **K2** Distinct keys have distinct addresses.
/// - **K3** A proof holds for one address, one network and one context, and for nothing else.
public interface Addresses {

  /// Reads an address as a person or a peer wrote it.
  ///
  /// @param text the text, of any length
  /// @return the canonical address
  /// @throws NetworkException.AddressRejected if it is not an address of this network
  Address parse(String text) throws NetworkException.AddressRejected;

  /// Writes an address the way that people and tools of this network do, such as `….onion:80`.
  ///
  /// @param address an address of this network
  /// @return the text, which reveals the address
  /// @throws NetworkException.AddressRejected if it is not an address of this network
  String format(Address address) throws NetworkException.AddressRejected;

  /// Checks an address that came from outside, such as one decoded from a peer's message.
  ///
  /// @param address any address
  /// @return the same address
  /// @throws NetworkException.AddressRejected if it is not an address of this network
  Address check(Address address) throws NetworkException.AddressRejected;

  /// Makes a new key, and thereby a new address.
  ///
  /// @param random where the key comes from; must be cryptographically strong outside tests
  /// @return the key
  ServiceKey newKey(RandomGenerator random);

  /// Makes a key again from its secret.
  ///
  /// - **K4** A secret that is damaged or another network's is refused with
  ///   [NetworkException.KeyRejected]; nothing of it appears in the message.
  ///
  /// @param secret what [ServiceKey#secret] gave
  /// @return the key
  /// @throws NetworkException.KeyRejected if it is not a secret of this network
  ServiceKey key(Secret secret) throws NetworkException.KeyRejected;

  /// Tells whether the owner of an address made a proof for a context.
  ///
  /// @param address whose proof it should be; its port does not matter
  /// @param context the bytes that were proved, with the verifier's nonce among them
  /// @param proof what [ServiceKey#prove] gave
  /// @return whether the proof holds; false for garbage, and for networks without
  ///   [Trait#ADDRESS_PROOF]
  boolean verify(Address address, byte[] context, Proof proof);
}
