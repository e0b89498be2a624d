package sotto.spi.backend;

import java.time.Duration;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.ListenerStatus.State;
import sotto.spi.Network;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.Fault;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.Reason;
import sotto.spi.facet.SelfProbe;

/// Probes a network's own listeners with its own dials (F5), on any network with
/// [sotto.spi.Trait#SELF_DIAL].
///
/// @param network what to dial on
/// @param own finds the addresses of the network's open listeners
public record SelfDial(Network network, Own own) implements SelfProbe {

  /// Finds the address of a listener.
  @FunctionalInterface
  public interface Own {

    /// Finds it.
    ///
    /// @param listener a listener, perhaps of another network
    /// @return its address
    /// @throws AddressRejected if it is not an open listener of this network
    /// @throws NetworkClosed if the network was closed
    Address address(Listener listener) throws NetworkException;
  }

  @Override
  public Reach probe(Listener listener, Duration timeout)
      throws NetworkException, InterruptedException {
    var address = own.address(listener);
    try (var _ = network.dial(address, Isolation.fresh(), timeout)) {
      return arrived(listener, timeout) ? Reach.REACHED : Reach.UNKNOWN;
    } catch (AddressRejected | NetworkClosed e) {
      throw e;
    } catch (NetworkException e) {
      var noWayIn = e.reason().fault() == Fault.PEER && e.reason() != Reason.REQUIRES_AUTH;
      return noWayIn ? Reach.UNREACHED : Reach.UNKNOWN;
    }
  }

  private static boolean arrived(Listener listener, Duration timeout) throws InterruptedException {
    var seen = listener.status();
    while (seen.state() != State.REACHABLE) {
      var newer = listener.awaitStatus(seen.sequence(), timeout);
      if (newer.sequence() == seen.sequence() || newer.state() == State.CLOSED) {
        return false;
      }
      seen = newer;
    }
    return true;
  }
}
