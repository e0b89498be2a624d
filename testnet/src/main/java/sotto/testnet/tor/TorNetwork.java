package sotto.testnet.tor;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import sotto.testnet.Part;

/// Gives a [TorTestnet] to JUnit tests that have a parameter of that type: one for the whole test
/// run, started when the first test asks for it and closed at the end.
///
/// ```java
/// @ExtendWith(TorNetwork.class)
/// class MyTest {
///   @Test
///   void anOnionIsReached(TorTestnet network) { … }
/// }
/// ```
///
/// Where tor is not installed the tests fail and say what to do, unless the system property
/// `sotto.without` has `tor` in its list: then they are aborted, and say so.
public final class TorNetwork implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TorNetwork.class);

  /// For JUnit.
  public TorNetwork() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType().equals(TorTestnet.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Part.program("tor");
    return test.getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(TorTestnet.class, _ -> start(), TorTestnet.class);
  }

  private static TorTestnet start() {
    try {
      return TorTestnet.start();
    } catch (IOException e) {
      throw new ParameterResolutionException(
          "The private Tor network did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParameterResolutionException("Interrupted while a Tor network started.", e);
    }
  }
}
