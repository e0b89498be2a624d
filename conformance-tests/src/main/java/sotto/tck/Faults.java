package sotto.tck;

import java.util.Set;
import sotto.spi.NetworkConfig;

/// Makes things go wrong around a node of the backend under test, with a fake daemon or with a real
/// one that can be killed.
///
/// A node is named by the configuration that [BackendUnderTest#freshConfig] made for it, of which
/// only the directory counts; a fault may be injected before the node is opened.
public interface Faults {

  /// Returns the faults that can be injected here.
  ///
  /// @return the faults
  Set<Fault> supported();

  /// Makes something go wrong, until it is healed.
  ///
  /// @param fault one of the supported ones
  /// @param node whose fault it is
  /// @throws Exception if the environment does not obey, which makes the case inconclusive
  void inject(Fault fault, NetworkConfig node) throws Exception;

  /// Makes all well again for a node.
  ///
  /// @param node which node
  /// @throws Exception if the environment does not obey, which makes the case inconclusive
  void heal(NetworkConfig node) throws Exception;
}
