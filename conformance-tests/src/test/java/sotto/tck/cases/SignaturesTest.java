package sotto.tck.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sotto.spi.NetworkProvider;

/// No instance can be made to break the rule of case 129; its look at signatures is tested here.
class SignaturesTest {

  @Test
  void theSpiSpeaksOfNoSockets() {
    assertThat(Signatures.leaks(NetworkProvider.class)).isEmpty();
  }

  @Test
  void aSocketAddressInAPublicSignatureShows() {
    assertThat(Signatures.leaks(Open.class))
        .singleElement()
        .asString()
        .contains("InetSocketAddress");
  }

  @Test
  void aSocketAddressInTheSignatureOfATypeThatIsReturnedShows() {
    assertThat(Signatures.leaks(Leading.class)).hasSize(1);
  }

  @Test
  void aSocketAddressInAPrivateSignatureDoesNotShow() {
    assertThat(Signatures.leaks(Closed.class)).isEmpty();
  }

  /// Speaks of sockets to everybody.
  public interface Open {
    /// Does.
    void to(InetSocketAddress[] there);
  }

  /// Leads to a type that does.
  public interface Leading {
    /// Does.
    Open next();
  }

  /// Keeps sockets to itself.
  public static final class Closed {

    private final Optional<InetSocketAddress> there = Optional.empty();

    /// Does not.
    public boolean isThere() {
      return here().isPresent();
    }

    private Optional<InetSocketAddress> here() {
      return there;
    }
  }
}
