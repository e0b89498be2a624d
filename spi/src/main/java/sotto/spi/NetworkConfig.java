package sotto.spi;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/// All that a backend may take from the process: a directory, settings, randomness, a clock and
/// threads.
///
/// - **P8** A backend uses these and no others: it writes nowhere else, reads no other clock, and
///   starts no thread except through the factory or in a daemon of its own.
///
/// @param directory where the backend may keep things, absolute; made with the mode 0700 if absent
/// @param settings the user's settings for this backend, by name; a backend documents those it
///   knows and rejects others
/// @param random where keys and choices come from
/// @param clock what time it is
/// @param threads makes every thread that the backend needs
public record NetworkConfig(
    Path directory,
    Map<String, String> settings,
    RandomGenerator random,
    InstantSource clock,
    ThreadFactory threads) {

  /// The most settings there can be.
  public static final int SETTINGS_MAX = 256;

  /// Copies the settings and makes the directory absolute.
  public NetworkConfig {
    directory = directory.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
    if (settings.size() > SETTINGS_MAX) {
      throw new IllegalArgumentException("more than " + SETTINGS_MAX + " settings");
    }
  }

  /// Returns what a program uses: the system's clock, secure randomness, virtual threads, no
  /// settings.
  ///
  /// @param directory where the backend may keep things
  /// @return the configuration
  public static NetworkConfig at(Path directory) {
    return new NetworkConfig(
        directory,
        Map.of(),
        new SecureRandom(),
        InstantSource.system(),
        Thread.ofVirtual().name("sotto-network-", 0).factory());
  }

  /// Returns the same with one setting more.
  ///
  /// @param name the setting's name, such as `control.port`
  /// @param value its value
  /// @return a new configuration
  public NetworkConfig with(String name, String value) {
    var more = new HashMap<>(settings);
    more.put(name, value);
    return new NetworkConfig(directory, more, random, clock, threads);
  }

  /// Returns the same with other randomness.
  ///
  /// @param other where keys and choices come from
  /// @return a new configuration
  public NetworkConfig with(RandomGenerator other) {
    return new NetworkConfig(directory, settings, other, clock, threads);
  }

  /// Returns the same with another clock.
  ///
  /// @param other what time it is
  /// @return a new configuration
  public NetworkConfig with(InstantSource other) {
    return new NetworkConfig(directory, settings, random, other, threads);
  }

  /// Returns the same with other threads.
  ///
  /// @param other makes every thread that the backend needs
  /// @return a new configuration
  public NetworkConfig with(ThreadFactory other) {
    return new NetworkConfig(directory, settings, random, clock, other);
  }

  /// Returns a setting.
  ///
  /// @param name the setting's name
  /// @return its value, or nothing if it was not given
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /// Names neither the directory nor the values.
  @Override
  public String toString() {
    return "NetworkConfig" + settings.keySet();
  }
}
