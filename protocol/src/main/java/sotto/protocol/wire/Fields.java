package sotto.protocol.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.UnsafeByteOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Hash;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.wire.Malformed.Reason;
import sotto.protocol.wire.proto.Op;
import sotto.protocol.wire.proto.Payload;

/// What the payload of an item says.
///
/// @param topic where it belongs
/// @param owner whose it is
/// @param sequence its place among the owner's items about the same thing
/// @param nonce what tells it from an item that says the same in the same second
/// @param createdAt when it was made, in whole seconds
/// @param ttl how long it lives, in whole seconds
/// @param body what it says
record Fields(
    Topic topic,
    PeerId owner,
    long sequence,
    long nonce,
    Instant createdAt,
    Duration ttl,
    Bytes body) {

  private static final Bytes ID_PREFIX =
      Bytes.owned("\u0006sotto1\u0007item-id".getBytes(US_ASCII));

  Fields {
    createdAt = Instant.ofEpochSecond(createdAt.getEpochSecond());
    ttl = Duration.ofSeconds(ttl.toSeconds());
    if (createdAt.getEpochSecond() < 0
        || createdAt.getEpochSecond() > Limits.CREATED_SECONDS_MAX
        || ttl.compareTo(Limits.TTL_MIN) < 0
        || ttl.compareTo(Limits.TTL_MAX) > 0) {
      throw new IllegalArgumentException("an item is made from 1970 on and lives 1 s to 30 days");
    }
    if (sequence < 0 || sequence > Limits.SEQUENCE_MAX) {
      throw new IllegalArgumentException("a sequence number has 32 bits");
    }
    if (body.size() > Limits.BODY_MAX) {
      throw new IllegalArgumentException("a body has at most " + Limits.BODY_MAX + " bytes");
    }
  }

  static ItemId idOf(Bytes payload) {
    return new ItemId(Hash.sha256(ID_PREFIX, payload));
  }

  /// Returns the payload that says this. Written once, when an item is made, and never again.
  Bytes encode() {
    return Bytes.owned(
        Payload.newBuilder()
            .setTopic(topic.number())
            .setOp(Op.OP_ADD)
            .setOwner(UnsafeByteOperations.unsafeWrap(owner.key().buffer()))
            .setSequence((int) sequence)
            .setCreatedAt(createdAt.getEpochSecond())
            .setTtl((int) ttl.toSeconds())
            .setBody(UnsafeByteOperations.unsafeWrap(body.buffer()))
            .setNonce(nonce)
            .build()
            .toByteArray());
  }

  /// Reads a payload; nothing if it asks for something that this version does not know.
  static Optional<Fields> parse(Bytes payload) throws Malformed {
    if (payload.size() > Limits.PAYLOAD_MAX) {
      throw new Malformed(Reason.ITEM_TOO_LONG);
    }
    var parsed = Parse.strictly(payload.toArray(), Payload.parser(), Payload.getDescriptor());
    if (parsed.getOpValue() != Op.OP_ADD_VALUE) {
      return Optional.empty();
    }
    if (parsed.getBody().size() > Limits.BODY_MAX) {
      throw new Malformed(Reason.ITEM_TOO_LONG);
    }
    return Optional.of(
        new Fields(
            new Topic(parsed.getTopic()),
            owner(parsed),
            Integer.toUnsignedLong(parsed.getSequence()),
            parsed.getNonce(),
            createdAt(parsed),
            ttl(parsed),
            Bytes.owned(parsed.getBody().toByteArray())));
  }

  private static PeerId owner(Payload parsed) throws Malformed {
    if (parsed.getOwner().size() != PeerId.SIZE) {
      throw new Malformed(Reason.BAD_OWNER);
    }
    try {
      return new PeerId(Bytes.owned(parsed.getOwner().toByteArray()));
    } catch (IllegalArgumentException e) {
      throw new Malformed(Reason.BAD_OWNER);
    }
  }

  private static Instant createdAt(Payload parsed) throws Malformed {
    var seconds = parsed.getCreatedAt();
    if (seconds < 0 || seconds > Limits.CREATED_SECONDS_MAX) {
      throw new Malformed(Reason.BAD_TIMES);
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static Duration ttl(Payload parsed) throws Malformed {
    var ttl = Duration.ofSeconds(Integer.toUnsignedLong(parsed.getTtl()));
    if (ttl.compareTo(Limits.TTL_MIN) < 0 || ttl.compareTo(Limits.TTL_MAX) > 0) {
      throw new Malformed(Reason.BAD_TIMES);
    }
    return ttl;
  }
}
