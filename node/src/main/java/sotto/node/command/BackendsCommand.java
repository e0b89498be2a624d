package sotto.node.command;

import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sotto.node.running.Choice;
import sotto.node.running.Shown;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.node.terminal.Table;
import sotto.spi.NetworkProvider;
import sotto.spi.Trait;

/// Lists the backends that are present, without opening any.
@Command(name = "backends", description = "List the backends that are present.")
final class BackendsCommand implements Callable<Integer> {

  private static final int DESCRIPTION_SHOWN = 60;

  @Mixin final Common common;
  @Mixin final Picks picks = new Picks();

  BackendsCommand(Surroundings surroundings) {
    common = new Common(surroundings);
  }

  @Override
  public Integer call() throws Failure {
    var found = picks.choice().found();
    if (common.json) {
      common
          .terminal()
          .print(
              Json.answer()
                  .withParts("backends", found.stream().map(BackendsCommand::json).toList())
                  .object());
      return 0;
    }
    var table = new Table("NAME", "JAR", "CALLER", "PORTS", "PROOF", "DESCRIPTION");
    for (var provider : found) {
      table.row(
          provider.scheme(),
          Choice.jar(provider),
          yes(provider, Trait.SOURCE_VISIBLE),
          yes(provider, Trait.VIRTUAL_PORTS),
          yes(provider, Trait.ADDRESS_PROOF),
          shortened(provider.description()));
    }
    table.lines().forEach(common.terminal()::print);
    if (found.isEmpty()) {
      common
          .terminal()
          .note(
              "No backend was found. What to do: put a backend's jar on the class path, or into"
                  + " the directory that --backends-dir names.");
    }
    return 0;
  }

  private static JsonObject json(NetworkProvider provider) {
    var traits = provider.traits();
    return Json.part()
        .with("name", provider.scheme())
        .with("jar", Choice.jar(provider))
        .with("description", provider.description())
        .with("testOnly", testOnly(provider))
        .withTexts(
            "traits",
            traits.set().stream().sorted(Comparator.naturalOrder()).map(Shown::word).toList())
        .with("dialTypicalMillis", traits.dialTypical().toMillis())
        .with("firstContactMillis", traits.firstContact().toMillis())
        .object();
  }

  static boolean testOnly(NetworkProvider provider) {
    return provider.description().startsWith("TEST ONLY");
  }

  private static String yes(NetworkProvider provider, Trait trait) {
    return provider.traits().has(trait) ? "yes" : "no";
  }

  private static String shortened(String description) {
    return description.length() <= DESCRIPTION_SHOWN
        ? description
        : description.substring(0, DESCRIPTION_SHOWN - 1) + "…";
  }
}
