package sotto.protocol;

import java.util.Locale;
import org.bouncycastle.util.encoders.Base32;
import sotto.protocol.crypto.Bytes;

/// The public forms of what is inside, and back.
final class Ids {

  private static final String PADDING = "====";

  private Ids() {}

  static PeerId of(sotto.protocol.crypto.PeerId id) {
    return new PeerId(id.text());
  }

  static ItemId of(sotto.protocol.wire.ItemId id) {
    var text = Base32.toBase32String(id.bytes().toArray()).toLowerCase(Locale.ROOT);
    return new ItemId(text.substring(0, ItemId.TEXT_LENGTH));
  }

  static sotto.protocol.wire.ItemId inside(ItemId id) {
    var bytes = Base32.decode(id.text().toUpperCase(Locale.ROOT).concat(PADDING));
    return new sotto.protocol.wire.ItemId(Bytes.owned(bytes));
  }

  static sotto.protocol.wire.Topic inside(Topic topic) {
    return new sotto.protocol.wire.Topic(topic.number());
  }

  static Item of(sotto.protocol.wire.Item item) {
    return new Item(
        of(item.id()),
        new Topic(item.topic().number()),
        of(item.owner()),
        item.createdAt(),
        item.ttl(),
        item.body().toArray());
  }
}
