package sotto.spi;

/// Providers for [BackendsTest] to find; none of them can be opened.
abstract class Present implements NetworkProvider {

  private final String scheme;

  Present(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String description() {
    return "TEST ONLY: found, never opened.";
  }

  @Override
  public Traits traits() {
    return Traits.fast();
  }

  @Override
  public Addresses addresses() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Network open(NetworkConfig config) {
    throw new UnsupportedOperationException();
  }

  public static final class One extends Present {
    public One() {
      super("one");
    }
  }

  public static final class Two extends Present {
    public Two() {
      super("two");
    }
  }

  /// Claims the scheme of [One].
  public static final class Twin extends Present {
    public Twin() {
      super("one");
    }
  }

  public static final class Broken extends Present {
    public Broken() {
      super("broken");
      throw new IllegalStateException("no reason at all");
    }
  }

  /// Fails as a class does that was compiled against another version of the SPI.
  public static final class Old extends Present {
    public Old() {
      super("old");
    }

    @Override
    public String scheme() {
      throw new AbstractMethodError("scheme");
    }
  }
}
