package sotto.gates.planted.protocol.flood;

import java.io.IOException;
import java.net.Socket;

/// A planted violation; never run.
public final class OpensASocket {
  public Socket open() throws IOException {
    return new Socket();
  }
}
