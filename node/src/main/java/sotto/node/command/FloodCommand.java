package sotto.node.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.protocol.Topic;

/// The items that everybody carries; its commands publish and read them.
@Command(
    name = "flood",
    description = "Publish items, and read what others published.",
    synopsisSubcommandLabel = "(put|get|list|watch)")
final class FloodCommand {

  @Mixin final Common common;

  FloodCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  /// The flag that says what items are about.
  static final class About {

    @Option(
        names = "--topic",
        paramLabel = "NAME",
        defaultValue = "public",
        description =
            "what items are about: a name, or # and 8 hexadecimal digits (default:"
                + " ${DEFAULT-VALUE})")
    String name = "public";

    /// Returns the topic as eight hexadecimal digits.
    String text() throws Failure {
      try {
        return (name.startsWith("#") ? Topic.parse(name.substring(1)) : Topic.named(name)).text();
      } catch (IllegalArgumentException e) {
        throw new Failure(
            Exit.USAGE,
            "The topic cannot be used: " + e.getMessage() + ". What to do: choose another --topic.",
            e);
      }
    }
  }
}
