package sotto.gates.planted.protocol.node;

import java.util.concurrent.CompletableFuture;

/// A planted violation.
public final class GivesAFuture {
  public CompletableFuture<String> later() {
    return CompletableFuture.completedFuture("");
  }
}
