package sotto.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sotto.protocol.crypto.Aead;
import sotto.protocol.crypto.Agreement;
import sotto.protocol.crypto.Bytes;

/// The pattern alone, against the vectors that other implementations published.
final class NoiseXxTest {

  /// One vector: its single values, and its messages in order.
  record Vector(Map<String, Bytes> values, List<Bytes> payloads, List<Bytes> texts) {

    NoiseXx side(boolean dialler) {
      var role = dialler ? "init" : "resp";
      return new NoiseXx(
          dialler,
          values.getOrDefault("prologue", Bytes.EMPTY),
          Agreement.of(values.getOrDefault(role + "_static", Bytes.EMPTY)),
          Agreement.of(values.getOrDefault(role + "_ephemeral", Bytes.EMPTY)));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyPublishedVectorComesOutAndGoesIn(Vector vector) throws IOException {
    var dialler = vector.side(true);
    var listener = vector.side(false);

    for (var message = 1; message <= 3; message++) {
      var writer = message == 2 ? listener : dialler;
      var reader = message == 2 ? dialler : listener;
      var payload = vector.payloads().get(message - 1);
      var text = Bytes.concat(writer.writeTokens(message), writer.writePayload(payload));

      assertThat(text).isEqualTo(vector.texts().get(message - 1));

      var split = NoiseXx.tokensSize(message);
      reader.readTokens(message, text.slice(0, split));
      assertThat(reader.readPayload(text.slice(split, text.size()))).isEqualTo(payload);
    }

    assertThat(dialler.hash()).isEqualTo(listener.hash());
    assertThat(vector.values().getOrDefault("handshake_hash", dialler.hash()))
        .isEqualTo(dialler.hash());
    assertThat(dialler.sendingKey()).isEqualTo(listener.receivingKey());
    assertThat(dialler.receivingKey()).isEqualTo(listener.sendingKey());
    transport(vector, dialler, listener);
  }

  private static void transport(Vector vector, NoiseXx dialler, NoiseXx listener) {
    var ciphers = List.of(new Aead(listener.sendingKey()), new Aead(dialler.sendingKey()));
    for (var i = 3; i < vector.texts().size(); i++) {
      var payload = vector.payloads().get(i);
      var sealed = Arrays.copyOf(payload.toArray(), payload.size() + Aead.TAG_SIZE);
      ciphers.get((i - 3) % 2).seal((i - 3) / 2, Bytes.EMPTY, sealed, 0, payload.size());
      assertThat(Bytes.owned(sealed)).isEqualTo(vector.texts().get(i));
    }
  }

  static List<Vector> vectors() throws IOException {
    var vectors = new ArrayList<Vector>();
    for (var line : lines("/session/noise-xx.txt")) {
      var parts = line.split("=", -1);
      var key = parts[0].strip();
      var value = Bytes.owned(HexFormat.of().parseHex(parts[1].strip()));
      switch (key) {
        case "prologue" -> {
          var vector = new Vector(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
          vector.values().put(key, value);
          vectors.add(vector);
        }
        case "payload" -> vectors.getLast().payloads().add(value);
        case "ciphertext" -> vectors.getLast().texts().add(value);
        default -> vectors.getLast().values().put(key, value);
      }
    }
    assertThat(vectors).hasSize(3);
    return vectors;
  }

  private static List<String> lines(String resource) throws IOException {
    try (var in = NoiseXxTest.class.getResourceAsStream(resource)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }
}
