package sotto.protocol;

import java.time.Duration;
import java.time.Instant;

/// Something that was published: a body of at most 64 KiB under a topic, signed by its owner, which
/// disappears everywhere when its time is over.
///
/// Immutable; two items are equal when their ids are. Its signature was checked before it got here.
public final class Item {

  /// The longest body, in bytes.
  public static final int BODY_MAX = 64 * 1024;

  private final ItemId id;
  private final Topic topic;
  private final PeerId owner;
  private final Instant createdAt;
  private final Duration ttl;
  private final byte[] body;

  /// Makes an item as the node found it; takes the array over.
  Item(ItemId id, Topic topic, PeerId owner, Instant createdAt, Duration ttl, byte[] body) {
    this.id = id;
    this.topic = topic;
    this.owner = owner;
    this.createdAt = createdAt;
    this.ttl = ttl;
    this.body = body;
  }

  /// Returns which item this is.
  ///
  /// @return the id
  public ItemId id() {
    return id;
  }

  /// Returns what it is about.
  ///
  /// @return the topic
  public Topic topic() {
    return topic;
  }

  /// Returns who signed it.
  ///
  /// @return the owner's key
  public PeerId owner() {
    return owner;
  }

  /// Returns when its owner made it, by the owner's clock, in whole seconds.
  ///
  /// @return the moment
  public Instant createdAt() {
    return createdAt;
  }

  /// Returns how long it lives from then on.
  ///
  /// @return whole seconds
  public Duration ttl() {
    return ttl;
  }

  /// Returns when it disappears everywhere.
  ///
  /// @return the moment
  public Instant expiresAt() {
    return createdAt.plus(ttl);
  }

  /// Returns a copy of the body.
  ///
  /// @return 0 to [#BODY_MAX] bytes
  public byte[] body() {
    return body.clone();
  }

  /// Returns how long the body is, without a copy.
  ///
  /// @return bytes
  public int size() {
    return body.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Item that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "item:[" + body.length + " bytes]";
  }
}
