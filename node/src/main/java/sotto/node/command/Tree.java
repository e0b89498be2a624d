package sotto.node.command;

import picocli.CommandLine;
import sotto.node.settings.Settings;
import sotto.node.settings.Surroundings;

/// All commands and what is under each.
final class Tree {

  private Tree() {}

  static CommandLine of(Surroundings s, Settings settings) {
    var tree = new CommandLine(new SottoCommand(s));
    tree.addSubcommand(new RunCommand(s, settings));
    tree.addSubcommand(new StatusCommand(s));
    tree.addSubcommand(
        new CommandLine(new PeersCommand(s))
            .addSubcommand(new PeersCommand.Add(s))
            .addSubcommand(new PeersCommand.Forget(s)));
    tree.addSubcommand(
        new CommandLine(new FloodCommand(s))
            .addSubcommand(new PutCommand(s))
            .addSubcommand(new GetCommand(s))
            .addSubcommand(new ListCommand(s))
            .addSubcommand(new WatchCommand(s)));
    tree.addSubcommand(new BackendsCommand(s));
    tree.addSubcommand(new DoctorCommand(s, settings));
    tree.addSubcommand(new DemoCommand(s));
    tree.addSubcommand("conformance", ConformanceCommand.command());
    tree.addSubcommand(new PathsCommand(s));
    tree.addSubcommand(new CompletionCommand(s));
    tree.addSubcommand(new HelpCommand(s));
    tree.addSubcommand(new VersionCommand(s));
    return tree;
  }
}
