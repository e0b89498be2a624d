package sotto.node.running;

import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.protocol.NodeException;
import sotto.protocol.NodeException.AddressRejected;
import sotto.protocol.NodeException.ConfigRejected;
import sotto.protocol.NodeException.IdentityUnusable;
import sotto.protocol.NodeException.LimitReached;
import sotto.protocol.NodeException.NodeClosed;
import sotto.protocol.NodeException.NodeFailed;
import sotto.protocol.NodeException.StoreBroken;
import sotto.protocol.NodeException.StoreDamaged;
import sotto.protocol.NodeException.StoreFull;
import sotto.protocol.NodeException.StoreLocked;

/// How the program ends for each thing that a node could not do.
public final class Causes {

  private Causes() {}

  /// Returns the failure of a node that did not start.
  public static Failure ofStart(NodeException e) {
    // A store that is full before anything was asked is a matter of its directory.
    return failure(e, e instanceof StoreFull ? Exit.DATA_DIRECTORY : exit(e));
  }

  /// Returns the failure of a node that runs and could not do what it was asked.
  static Failure of(NodeException e) {
    return failure(e, exit(e));
  }

  private static Exit exit(NodeException e) {
    return switch (e) {
      case ConfigRejected _, AddressRejected _ -> Exit.USAGE;
      case StoreLocked _, StoreDamaged _, StoreBroken _, IdentityUnusable _ -> Exit.DATA_DIRECTORY;
      case StoreFull _, LimitReached _ -> Exit.REFUSED;
      case NodeClosed _ -> Exit.NOT_RUNNING;
      case NodeFailed _ -> Exit.FAILED;
    };
  }

  private static Failure failure(NodeException e, Exit exit) {
    return new Failure(exit, String.valueOf(e.getMessage()), e);
  }
}
