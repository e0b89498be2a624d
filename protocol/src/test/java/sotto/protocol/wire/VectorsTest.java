package sotto.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.wire.Message.Data;

/// The bytes of messages, written down once: `vectors/wire.txt` never changes, it only grows.
class VectorsTest {

  private static final HexFormat HEX = HexFormat.of();

  private record Vector(String name, Bytes bytes, String says) {}

  @Test
  void everyVectorIsReadAsItAlwaysWas() throws Exception {
    for (var vector : vectors()) {
      assertThat(text(vector.bytes())).as(vector.name()).isEqualTo(vector.says());
    }
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void whatTodayWritesIsWhatIsWrittenDown() throws Exception {
    for (var vector : vectors()) {
      if (vector.name().startsWith("written-")) {
        assertThat(Codec.encode(Codec.decode(vector.bytes())))
            .as(vector.name())
            .isEqualTo(vector.bytes());
      }
    }
  }

  /// Returns everything that a message says, in one line.
  static String text(Bytes bytes) {
    try {
      var message = Codec.decode(bytes);
      return message instanceof Data(var item) ? text(item) : text(message);
    } catch (Malformed e) {
      return "malformed " + e.reason();
    }
  }

  private static String text(Item item) {
    return String.join(
        " ",
        "item",
        hex(item.id().bytes()),
        "topic=%08x".formatted(item.topic().number()),
        "owner=" + item.owner().text(),
        "sequence=" + item.sequence(),
        "created=" + item.createdAt().getEpochSecond(),
        "ttl=" + item.ttl().toSeconds(),
        "body=" + hex(item.body()),
        item.verify() ? "signed" : "forged");
  }

  private static String text(Message message) {
    return switch (message) {
      case Message.Hello(var version, var abilities) -> "hello " + version + " " + abilities;
      case Message.Ping(var nonce) -> "ping " + nonce;
      case Message.Pong(var nonce) -> "pong " + nonce;
      case Message.Have(var page, var ids) -> "have " + page + " " + text(ids);
      case Message.Want(var page, var ids) -> "want " + page + " " + text(ids);
      case Message.Goodbye(var why) -> "goodbye " + why;
      case Message.Unknown() -> "unknown";
      case Data(var item) -> text(item);
    };
  }

  private static String text(List<ItemId> ids) {
    return String.join(",", ids.stream().map(id -> hex(id.bytes())).toList());
  }

  private static String hex(Bytes bytes) {
    return HEX.formatHex(bytes.toArray());
  }

  /// Reads the file: a name, the bytes in hexadecimal, and what they say, each separated by a bar.
  private static List<Vector> vectors() throws IOException {
    try (var file = VectorsTest.class.getResourceAsStream("/vectors/wire.txt")) {
      assertThat(file).isNotNull();
      var vectors = new ArrayList<Vector>();
      for (var line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          var parts = line.split(" \\| ", -1);
          vectors.add(new Vector(parts[0], Bytes.owned(HEX.parseHex(parts[1])), parts[2]));
        }
      }
      return vectors;
    }
  }
}
