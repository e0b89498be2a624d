package sotto.gates.planted.protocol.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A planted violation; never run.
public final class ReadsAFile {
  public String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
