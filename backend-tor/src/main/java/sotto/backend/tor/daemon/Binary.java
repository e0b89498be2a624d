package sotto.backend.tor.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;
import sotto.backend.tor.control.TorVersion;

/// A program that said of itself that it is a tor, and which.
///
/// @param path where it is
/// @param version which it is
/// @param libraries where libraries are that came with it: one directory, or none
record Binary(Path path, TorVersion version, List<Path> libraries) {

  /// How long a program may take to say its version.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Pattern SAID = Pattern.compile("Tor version (\\S+?)\\.?(\\s.*)?");

  /// What is wrong with a program, for people.
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /// Asks a program for its version; it is run with nothing else to do.
  ///
  /// @throws Unusable if it is absent, cannot be run, hangs, or is no tor
  /// @throws InterruptedException if the thread is interrupted; it runs no more
  static Binary ask(Path path, List<Path> libraries, ThreadFactory threads)
      throws Unusable, InterruptedException {
    if (!Files.isRegularFile(path)) {
      throw new Unusable("There is no such program. What to do: apt-get install tor.");
    }
    if (!Files.isExecutable(path)) {
      throw new Unusable("It may not be run. What to do: give yourself the right to (chmod u+x).");
    }
    try (var program = Program.start(List.of(path.toString(), "--version"), libraries, threads)) {
      var output = program.output();
      if (!output.awaitEnd(System.nanoTime() + PATIENCE.toNanos())) {
        throw new Unusable("It does not say its version. What to do: use another.");
      }
      for (var line : output.tail()) {
        var match = SAID.matcher(line);
        if (match.matches()) {
          return new Binary(path, TorVersion.parse(match.group(1)), List.copyOf(libraries));
        }
      }
      throw new Unusable("It is no tor. What to do: use another.");
    } catch (IllegalArgumentException e) {
      throw new Unusable("Its version makes no sense. What to do: use another.");
    } catch (IOException e) {
      // The cause would name the path.
      throw new Unusable("This machine cannot run it. What to do: use one made for it.");
    }
  }

  /// Does not name the path.
  @Override
  public String toString() {
    return "tor " + version;
  }
}
