package sotto.testnet.i2p;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import sotto.testnet.Part;

/// Gives an [I2pTestnet] to JUnit tests that have a parameter of that type: one for the whole test
/// run, started when the first test asks for it and closed at the end. It has three Java routers
/// and no i2pd, so that it needs nothing that is installed.
///
/// ```java
/// @ExtendWith(I2pNetwork.class)
/// class MyTest {
///   @Test
///   void aDestinationIsReached(I2pTestnet network) { … }
/// }
/// ```
///
/// Where the system property `sotto.without` has `i2p` in its list the tests are aborted, and say
/// so.
public final class I2pNetwork implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(I2pNetwork.class);

  /// For JUnit.
  public I2pNetwork() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType().equals(I2pTestnet.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Part.leaveOutOnRequest("i2p");
    return test.getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(I2pTestnet.class, _ -> start(), I2pTestnet.class);
  }

  private static I2pTestnet start() {
    try {
      return I2pTestnet.start();
    } catch (IOException e) {
      throw new ParameterResolutionException(
          "The private I2P network did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParameterResolutionException("Interrupted while an I2P network started.", e);
    }
  }
}
