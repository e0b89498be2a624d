package sotto.protocol.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.protocol.crypto.Identity;
import sotto.protocol.crypto.PeerId;
import sotto.protocol.crypto.Signature;

/// What floods: something that its owner signed, for a topic, for a time.
///
/// An item holds the payload exactly as it arrived; its id, its signature and what is passed on are
/// those bytes and never a second serialisation of what was read from them. Two items are equal if
/// payload and signature are.
///
/// That an item exists says that it is well-formed. Whether its owner really signed it, [#verify]
/// says; whether its time has come or is over depends on who asks when.
///
/// Safe for use by any number of threads. `toString` reveals nothing.
public final class Item {

  private final Bytes payload;
  private final Signature signature;
  private final ItemId id;
  private final Fields fields;

  private Item(Bytes payload, Signature signature, Fields fields) {
    this.payload = payload;
    this.signature = signature;
    this.fields = fields;
    this.id = Fields.idOf(payload);
  }

  /// The sequence number of an item that stands alone.
  private static final long ALONE = 1;

  /// Makes an item that stands alone, and signs it. Whoever says the same twice says it twice: the
  /// two are different items, even in the same second.
  ///
  /// @param owner whose item it is
  /// @param topic where it belongs
  /// @param nonce anything random
  /// @param createdAt when it is made; parts of a second are dropped
  /// @param ttl how long it lives, 1 second to 30 days; parts of a second are dropped
  /// @param body at most 64 KiB
  /// @return the item
  /// @throws IllegalArgumentException if something is out of range
  public static Item alone(
      Identity owner, Topic topic, long nonce, Instant createdAt, Duration ttl, Bytes body) {
    return signed(owner, new Fields(topic, owner.id(), ALONE, nonce, createdAt, ttl, body));
  }

  /// Makes an item that is one of many, told apart by their sequence numbers, and signs it.
  ///
  /// @param owner whose item it is
  /// @param topic where it belongs
  /// @param sequence 0 to [Limits#SEQUENCE_MAX]; grows with each item of the owner's about the same
  /// @param createdAt when it is made; parts of a second are dropped
  /// @param ttl how long it lives, 1 second to 30 days; parts of a second are dropped
  /// @param body at most 64 KiB
  /// @return the item
  /// @throws IllegalArgumentException if something is out of range
  public static Item create(
      Identity owner, Topic topic, long sequence, Instant createdAt, Duration ttl, Bytes body) {
    return signed(owner, new Fields(topic, owner.id(), sequence, 0, createdAt, ttl, body));
  }

  private static Item signed(Identity owner, Fields fields) {
    var payload = fields.encode();
    return of(payload, owner.sign(Domain.ITEM, payload));
  }

  /// Makes an item again from what was kept of it.
  ///
  /// @param payload the payload, as it arrived
  /// @param signature its signature, which is not checked here
  /// @return the item
  /// @throws IllegalArgumentException if the payload is not one
  public static Item of(Bytes payload, Signature signature) {
    try {
      return parse(payload, signature)
          .orElseThrow(() -> new IllegalArgumentException("an item that asks for something else"));
    } catch (Malformed e) {
      throw new IllegalArgumentException("not the payload of an item", e);
    }
  }

  /// Reads an item, or nothing if it asks for something that this version does not know.
  static Optional<Item> parse(Bytes payload, Signature signature) throws Malformed {
    return Fields.parse(payload).map(fields -> new Item(payload, signature, fields));
  }

  /// Tells whether the owner signed this. Costs 40 to 80 microseconds: look first whether the id is
  /// known, and whether the times are right.
  ///
  /// @return whether the signature holds
  public boolean verify() {
    return Identity.verify(owner(), Domain.ITEM, payload, signature);
  }

  /// Returns which item this is.
  ///
  /// @return the hash of the payload
  public ItemId id() {
    return id;
  }

  /// Returns where it belongs.
  ///
  /// @return the topic
  public Topic topic() {
    return fields.topic();
  }

  /// Returns whose it is.
  ///
  /// @return the key that must have signed it
  public PeerId owner() {
    return fields.owner();
  }

  /// Returns its place among the owner's items about the same thing.
  ///
  /// @return 0 to [Limits#SEQUENCE_MAX]
  public long sequence() {
    return fields.sequence();
  }

  /// Returns when it was made, by its owner's clock.
  ///
  /// @return whole seconds
  public Instant createdAt() {
    return fields.createdAt();
  }

  /// Returns how long it lives.
  ///
  /// @return 1 second to 30 days, in whole seconds
  public Duration ttl() {
    return fields.ttl();
  }

  /// Returns when it disappears everywhere.
  ///
  /// @return `createdAt` plus `ttl`
  public Instant expiresAt() {
    return createdAt().plus(ttl());
  }

  /// Tells whether its time is over.
  ///
  /// @param now the time
  /// @return whether `now` has reached [#expiresAt]
  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt());
  }

  /// Tells whether it claims to be made later than any honest clock would say.
  ///
  /// @param now the time
  /// @return whether [#createdAt] is more than [Limits#AHEAD_MAX] after `now`
  public boolean isFromTheFuture(Instant now) {
    return createdAt().isAfter(now.plus(Limits.AHEAD_MAX));
  }

  /// Returns what it says.
  ///
  /// @return 0 to 65,536 bytes
  public Bytes body() {
    return fields.body();
  }

  /// Returns the bytes that were signed, as they arrived.
  ///
  /// @return at most [Limits#PAYLOAD_MAX] bytes
  public Bytes payload() {
    return payload;
  }

  /// Returns the signature.
  ///
  /// @return 64 bytes
  public Signature signature() {
    return signature;
  }

  /// Returns how much room it takes.
  ///
  /// @return the bytes of payload and signature
  public int size() {
    return payload.size() + Signature.SIZE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Item that
        && payload.equals(that.payload)
        && signature.equals(that.signature);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "item:[redacted]";
  }
}
