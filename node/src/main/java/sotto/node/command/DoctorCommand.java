package sotto.node.command;

import com.google.gson.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sotto.node.doctor.BackendLook;
import sotto.node.doctor.Finding;
import sotto.node.doctor.Finding.Verdict;
import sotto.node.doctor.MachineLook;
import sotto.node.doctor.NodeLook;
import sotto.node.running.Choice;
import sotto.node.running.Shown;
import sotto.node.settings.Settings;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;
import sotto.node.terminal.Terminal.Tint;

/// Looks for what could keep a node from working, and says what would help.
@Command(name = "doctor", description = "Look for what could keep a node from working.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin final Common common;
  @Mixin final Picks picks = new Picks();

  private final Settings settings;

  DoctorCommand(Surroundings surroundings, Settings settings) {
    common = new Common(surroundings);
    this.settings = settings;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.add(MachineLook.java(Runtime.version()));
    findings.add(MachineLook.cryptography());
    findings.add(MachineLook.clock(InstantSource.system().instant()));
    findings.addAll(MachineLook.directory(common.directory()));
    findings.addAll(NodeLook.node(common.directory()));
    findings.addAll(backends());
    var failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
    if (common.json) {
      common
          .terminal()
          .print(
              Json.answer()
                  .with("ok", !failed)
                  .withParts("findings", findings.stream().map(DoctorCommand::json).toList())
                  .object());
    } else {
      findings.forEach(this::print);
    }
    return failed ? Exit.FAILED.code() : Exit.OK.code();
  }

  private List<Finding> backends() throws InterruptedException {
    try {
      var choice = picks.choice();
      return BackendLook.backends(
          choice, Choice.configured(choice.found(), Map.of(), settings.ofBackends()));
    } catch (Failure e) {
      return List.of(new Finding(Verdict.FAIL, "backends", e.sentence(), "as it says"));
    }
  }

  private void print(Finding finding) {
    var verdict =
        switch (finding.verdict()) {
          case OK -> common.terminal().tint(Tint.GOOD, "ok  ");
          case WARN -> common.terminal().tint(Tint.WARN, "warn");
          case FAIL -> common.terminal().tint(Tint.BAD, "FAIL");
        };
    var fix = finding.fix().isEmpty() ? "" : "   fix: " + finding.fix();
    common.terminal().print("%s  %s: %s%s".formatted(verdict, finding.what(), finding.said(), fix));
  }

  private static JsonObject json(Finding finding) {
    return Json.part()
        .with("verdict", Shown.word(finding.verdict()))
        .with("what", finding.what())
        .with("said", finding.said())
        .with("fix", finding.fix())
        .object();
  }
}
