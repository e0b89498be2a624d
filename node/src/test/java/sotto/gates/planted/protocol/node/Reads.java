package sotto.gates.planted.protocol.node;

import java.io.IOException;

/// A planted violation; never run.
public final class Reads {
  public int read() throws IOException {
    return System.in.read();
  }
}
