package sotto.backend.tor.control;

import java.io.IOException;

/// What tor said cannot be read. The message says which rule it broke and repeats none of it.
final class Malformed extends IOException {

  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }
}
