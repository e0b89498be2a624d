package sotto.protocol.session;

import static sotto.protocol.session.Pair.ADDRESS;
import static sotto.protocol.session.Pair.random;

import sotto.protocol.crypto.Agreement;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.Identity;

/// A dialler that speaks Noise well and lies in what it says.
final class Forger {

  private final Agreement staticKey = Agreement.create(random(11));
  private final NoiseXx noise;

  Forger(Handshake listener) throws SessionException {
    var ephemeral = Agreement.create(random(12));
    noise = new NoiseXx(true, Handshake.prologue(1, ADDRESS), staticKey, ephemeral);
    noise.writeTokens(1);
    var hello = hello(ephemeral.publicKey());
    noise.writePayload(hello.slice(32, hello.size()));
    listener.read(hello);
    var answer = listener.write();
    noise.readTokens(2, answer.slice(0, NoiseXx.tokensSize(2)));
    noise.readPayload(answer.slice(NoiseXx.tokensSize(2), answer.size()));
  }

  static Bytes hello(Bytes key) {
    var tag = Hash.sha256(Handshake.prologue(1, ADDRESS), key);
    return Bytes.concat(key, tag, Bytes.owned(new byte[Handshake.MESSAGE_SIZE - 64]));
  }

  Bytes proof(Bytes claimed, Identity signer, int lastByte) throws SessionException {
    return proof(claimed, Domain.HANDSHAKE_DIALLER, signer, lastByte);
  }

  Bytes proof(Domain domain, Identity signer) throws SessionException {
    return proof(signer.id().key(), domain, signer, 0);
  }

  private Bytes proof(Bytes claimed, Domain domain, Identity signer, int lastByte)
      throws SessionException {
    var tokens = noise.writeTokens(3);
    var signed = Bytes.concat(noise.hash(), staticKey.publicKey());
    var payload = new byte[Handshake.MESSAGE_SIZE - tokens.size() - 16];
    claimed.copyTo(payload, 0);
    signer.sign(domain, signed).bytes().copyTo(payload, 32);
    payload[payload.length - 1] = (byte) lastByte;
    return Bytes.concat(tokens, noise.writePayload(Bytes.owned(payload)));
  }
}
