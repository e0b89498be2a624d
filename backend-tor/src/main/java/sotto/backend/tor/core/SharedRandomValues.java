package sotto.backend.tor.core;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import sotto.spi.NetworkException;
import sotto.spi.facet.Beacon;

/// The values that Tor's directory authorities agree on once a day (`srv-spec`), as tor has them
/// from the consensus.
final class SharedRandomValues implements Beacon {

  private static final List<String> KEYS = List.of("sr/current", "sr/previous");

  private final Keeper keeper;

  SharedRandomValues(Keeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public List<byte[]> values() throws NetworkException, InterruptedException {
    var values = new ArrayList<byte[]>();
    for (var key : KEYS) {
      keeper.session().info(key).flatMap(SharedRandomValues::decoded).ifPresent(values::add);
    }
    return values;
  }

  @Override
  public String toString() {
    return "facet:beacon";
  }

  private static java.util.Optional<byte[]> decoded(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text.strip());
      return bytes.length == VALUE_SIZE ? java.util.Optional.of(bytes) : java.util.Optional.empty();
    } catch (IllegalArgumentException e) {
      // There is none yet, as in the first hours of a network.
      return java.util.Optional.empty();
    }
  }
}
