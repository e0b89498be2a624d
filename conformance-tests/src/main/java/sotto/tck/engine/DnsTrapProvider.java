package sotto.tck.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/// Puts the trap for name look-ups into the JDK, which finds it as a service.
///
/// Look-ups are passed on to the JDK's own resolver unless the trap is set.
public final class DnsTrapProvider extends InetAddressResolverProvider {

  /// Makes the provider; the JDK does.
  public DnsTrapProvider() {}

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "sotto-tck-dns-trap";
  }

  private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (DnsTrap.caught(host)) {
        throw new UnknownHostException("the conformance suite answers no look-ups");
      }
      return builtin.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      if (DnsTrap.caught("a reverse look-up")) {
        throw new UnknownHostException("the conformance suite answers no look-ups");
      }
      return builtin.lookupByAddress(address);
    }
  }
}
