package sotto.spi.backend;

import java.util.function.Supplier;
import sotto.spi.Addresses;
import sotto.spi.NetworkStatus;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.spi.Traits;

/// What a network and its medium share.
///
/// @param scheme the scheme of its addresses
/// @param traits what it promises
/// @param addresses its addresses
/// @param gates makes the gates at which its callers wait
/// @param random where its keys and choices come from
/// @param board its status
/// @param links its open links
public record Station(
    String scheme,
    Traits traits,
    Addresses addresses,
    Supplier<Gate> gates,
    SharedRandom random,
    Board<NetworkStatus> board,
    Links links) {

  /// Makes a station whose network is starting.
  ///
  /// @param scheme the scheme of its addresses
  /// @param traits what it promises
  /// @param addresses its addresses
  /// @param gates makes the gates at which its callers wait
  /// @param random where its keys and choices come from
  public Station(
      String scheme,
      Traits traits,
      Addresses addresses,
      Supplier<Gate> gates,
      SharedRandom random) {
    this(
        scheme,
        traits,
        addresses,
        gates,
        random,
        new Board<>(
            gates.get(),
            NetworkStatus::sequence,
            n -> new NetworkStatus(n, Phase.STARTING, 0, Blockage.NONE, "")),
        new Links());
  }

  /// Says how the network is.
  ///
  /// @param phase what can be done
  /// @param percent for people
  /// @param blockage what is in the way
  /// @param detail one line for people
  public void say(Phase phase, int percent, Blockage blockage, String detail) {
    board.post(n -> new NetworkStatus(n, phase, percent, blockage, detail));
  }

  /// Says that everything works.
  public void ready() {
    say(Phase.READY, 100, Blockage.NONE, "");
  }
}
