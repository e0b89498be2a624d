package sotto.node.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sotto.node.command.FloodCommand.About;
import sotto.node.control.Ask;
import sotto.node.settings.Durations;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;

/// Publishes a file or the standard input as one item, and prints its id once it is durable.
@Command(
    name = "put",
    description =
        "Publish a file or the standard input, and print the item's id once it is durable.")
final class PutCommand implements Callable<Integer> {

  @Mixin final Common common;
  @Mixin final About about = new About();

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = Durations.class,
      description = "how long the item lives, such as 1h (default: ${DEFAULT-VALUE})")
  Duration ttl = Duration.ofDays(1);

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "what to publish, at most 65536 bytes; - or nothing is the standard input")
  String file = "-";

  PutCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var topic = about.text();
    var answer = common.ask(Ask.Put.of(topic, ttl, body()));
    Said.print(common, answer, answer.get("id").getAsString());
    if (!common.json) {
      common
          .terminal()
          .note(
              "published %d bytes until %s; %d peers to pass it on to now"
                  .formatted(
                      answer.get("size").getAsLong(),
                      answer.get("expires").getAsString(),
                      answer.get("sessions").getAsLong()));
    }
    return 0;
  }

  private byte[] body() throws Failure {
    try {
      if ("-".equals(file)) {
        return capped(common.surroundings().in());
      }
      try (var in = Files.newInputStream(Path.of(file))) {
        return capped(in);
      }
    } catch (NoSuchFileException e) {
      throw new Failure(Exit.NOT_FOUND, "There is no such file. What to do: check the path.", e);
    } catch (IOException e) {
      throw new Failure(
          Exit.FAILED,
          "The file cannot be read. What to do: check that it is a file that we may read.",
          e);
    }
  }

  private static byte[] capped(InputStream in) throws IOException, Failure {
    var bytes = in.readNBytes(Ask.BODY_MAX + 1);
    if (bytes.length > Ask.BODY_MAX) {
      throw new Failure(
          Exit.REFUSED,
          "An item has at most %d bytes, and this is more. What to do: split or compress it."
              .formatted(Ask.BODY_MAX));
    }
    return bytes;
  }
}
