package example.unix;

import java.io.Closeable;
import java.io.IOException;

/// Closes what nobody will use again.
final class Quietly {

  private Quietly() {}

  static void close(Closeable thing) {
    try {
      thing.close();
    } catch (IOException e) {
      // It is being given up: there is nothing left in it that a caller could lose.
    }
  }
}
