package sotto.backend.loopback.fabric;

/// x
public final class Fabric {
  private Fabric() {}
}
