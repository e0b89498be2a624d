package sotto.spi;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a network promises beyond the rules, how slow it may be, and where it ends.
///
/// Programs derive their deadlines from these figures instead of hard-coding a network's habits.
///
/// @param set the traits that hold
/// @param dialTypical how long a dial to a known peer usually takes
/// @param firstContact how long it takes, in a bad case, from `listen` until a first dial succeeds
/// @param idleMax for how long an unused link stays open
/// @param notFoundMemory for how long a failed look-up may be remembered; zero for never
/// @param staleAfterLoss for how long peers may still try an address after its node has died
/// @param listenersMax how many listeners can be open at once
/// @param isolationsMax how many identities can be in use at once
public record Traits(
    Set<Trait> set,
    Duration dialTypical,
    Duration firstContact,
    Duration idleMax,
    Duration notFoundMemory,
    Duration staleAfterLoss,
    int listenersMax,
    int isolationsMax) {

  /// Copies the set and checks the figures.
  public Traits {
    set = Set.copyOf(set);
    if (dialTypical.isNegative()
        || firstContact.isNegative()
        || idleMax.isNegative()
        || notFoundMemory.isNegative()
        || staleAfterLoss.isNegative()) {
      throw new IllegalArgumentException("a duration is negative");
    }
    if (listenersMax < 1 || isolationsMax < 1) {
      throw new IllegalArgumentException("a limit is less than one");
    }
  }

  /// Returns the figures of a network that answers at once, for others to start from.
  ///
  /// @param traits the traits that hold
  /// @return fast traits: 10 ms to dial, 1 s to first contact, an hour idle, no memory, 64
  ///   listeners and 1024 identities
  public static Traits fast(Trait... traits) {
    var set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return new Traits(
        set,
        Duration.ofMillis(10),
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        Duration.ZERO,
        Duration.ZERO,
        64,
        1024);
  }

  /// Tells whether a trait holds.
  ///
  /// @param trait the trait
  /// @return whether it is declared
  public boolean has(Trait trait) {
    return set.contains(trait);
  }
}
