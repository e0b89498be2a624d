/// Bytes into secrets and proofs: hashes, keys, signatures and ciphers, each from the provider that
/// measured best.
///
/// Not here: what is signed or sealed, and why.
package sotto.protocol.crypto;
