package sotto.node.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import sotto.node.settings.Settings;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.node.terminal.Terminal.Tint;

/// Runs one command line and says how it ended.
public final class Program {

  private final Surroundings surroundings;

  /// Takes what the process found when it started.
  public Program(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Runs a command line.
  ///
  /// @param arguments what was typed after `sotto`
  /// @return the exit code
  public int run(String... arguments) {
    var json = Arrays.asList(arguments).contains("--json");
    try {
      var settings = Settings.read(surroundings);
      var tree = Tree.of(surroundings, settings);
      settings.refuseUnknown(flags(tree));
      tree.setDefaultValueProvider(settings.defaults())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpLongOptionsMaxWidth(28)
          .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
          .setParameterExceptionHandler((e, _) -> misunderstood(e, json))
          .setExecutionExceptionHandler((e, _, parsed) -> failed(e, json, verbose(parsed)))
          .setExecutionStrategy(this::execute);
      return tree.execute(arguments);
    } catch (Failure e) {
      return end(e, json, Arrays.asList(arguments).contains("--verbose"));
    }
  }

  private int execute(ParseResult parsed) {
    if (verbose(parsed)) {
      // Read by slf4j-simple when the first logger is made, which is after this.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
    }
    var asked = innermost(parsed);
    if (asked.isUsageHelpRequested()) {
      surroundings.terminal().print(usage(asked.commandSpec().commandLine()));
      return Exit.OK.code();
    }
    if (!(asked.commandSpec().userObject() instanceof java.util.concurrent.Callable)
        && !(asked.commandSpec().userObject() instanceof Runnable)) {
      surroundings.terminal().note(usage(asked.commandSpec().commandLine()));
      return Exit.USAGE.code();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int misunderstood(ParameterException e, boolean json) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var suggestions = new StringWriter();
    var suggested =
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions, true));
    var hint = suggested ? didYouMean(suggestions.toString()) : "";
    return end(
        new Failure(
            Exit.USAGE,
            "%s. %sWhat to do: see %s --help."
                .formatted(String.valueOf(e.getMessage()).strip(), hint, command),
            e),
        json,
        false);
  }

  private static String didYouMean(String suggestions) {
    var meant = suggestions.strip().replaceAll("\\s+", " ").replaceFirst("^[A-Z][a-z ]*: ", "");
    return "Did you mean: " + meant.replaceFirst("\\?$", "") + "? ";
  }

  private int failed(Exception e, boolean json, boolean verbose) throws Exception {
    return switch (e) {
      case Failure failure -> end(failure, json, verbose);
      case InterruptedException interrupted ->
          end(new Failure(Exit.INTERRUPTED, "Interrupted.", interrupted), json, verbose);
      // Ours: let it be seen whole.
      default -> throw e;
    };
  }

  private int end(Failure failure, boolean json, boolean verbose) {
    var terminal = surroundings.terminal();
    if (json) {
      terminal.print(
          Json.answer()
              .with("error", failure.exit().word())
              .with("code", failure.exit().code())
              .with("message", failure.sentence())
              .object());
    }
    terminal.note(terminal.tint(Tint.BAD, "sotto: ") + failure.sentence());
    if (verbose) {
      var trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      terminal.note(trace.toString().strip());
    }
    return failure.exit().code();
  }

  private static String usage(CommandLine command) {
    return command.getUsageMessage(Help.Ansi.OFF).stripTrailing();
  }

  private static boolean verbose(ParseResult parsed) {
    for (var command : parsed.asCommandLineList()) {
      for (var mixin : command.getMixins().values()) {
        if (mixin instanceof Common common && common.verbose) {
          return true;
        }
      }
    }
    return false;
  }

  private static ParseResult innermost(ParseResult parsed) {
    return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
  }

  private static Set<String> flags(CommandLine command) {
    var flags = new TreeSet<String>();
    for (var option : command.getCommandSpec().options()) {
      Settings.name(option).ifPresent(flags::add);
    }
    command.getSubcommands().values().forEach(each -> flags.addAll(flags(each)));
    return flags;
  }
}
