package sotto.protocol.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Test vectors from a resource: blocks of `name = value`, an empty line between them.
public record Vectors(Map<String, String> values) {

  public static List<Vectors> of(String resource) throws IOException {
    var blocks = new ArrayList<Vectors>();
    try (var in = Vectors.class.getResourceAsStream("/crypto/" + resource)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var block : text.split("\n\n", -1)) {
        var values = new LinkedHashMap<String, String>();
        block
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("=", 2))
            .forEach(parts -> values.put(parts[0].strip(), parts[1].strip()));
        if (!values.isEmpty()) {
          blocks.add(new Vectors(values));
        }
      }
    }
    return blocks;
  }

  public String text(String name) {
    if (!values.containsKey(name)) {
      throw new AssertionError("no " + name);
    }
    return values.getOrDefault(name, "");
  }

  public Bytes bytes(String name) {
    return Bytes.owned(HexFormat.of().parseHex(text(name)));
  }

  public byte[] array(String name) {
    return bytes(name).toArray();
  }
}
