package sotto.tck.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sotto.tck.BackendUnderTest;
import sotto.tck.Level;
import sotto.tck.Verdict;

/// Runs cases one after the other, each on the kinds of thread that it asks for, and says what came
/// of them.
///
/// Confined to one thread.
public final class Runner implements AutoCloseable {

  private final BackendUnderTest backend;
  private final Options options;
  private final Patience patience;
  private final Path root;
  private int runs;

  /// Makes a runner for a backend.
  public Runner(BackendUnderTest backend, Options options) {
    this.backend = backend;
    this.options = options;
    this.patience =
        new Patience(backend.provider().traits(), backend.timeScale() * options.timeScale());
    try {
      root = Files.createTempDirectory("sotto-tck");
      warmUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a case as often as the options say.
  public Outcome run(CaseSpec spec) {
    var start = System.nanoTime();
    var figures = new ArrayList<Figure>();
    var ended = inapplicable(spec);
    for (var i = 0; ended.isEmpty() && i < options.repeat(); i++) {
      for (var kind : spec.kinds()) {
        if (ended.isEmpty()) {
          ended = attempt(spec, kind, figures);
        }
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    return ended
        .map(end -> new Outcome(spec, end.verdict, end.reason, took, figures, end.cause()))
        .orElseGet(() -> new Outcome(spec, Verdict.PASS, "", took, figures, Optional.empty()));
  }

  private Optional<Ended> inapplicable(CaseSpec spec) {
    var missing =
        spec.gate().stream().filter(trait -> !backend.provider().traits().has(trait)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          new Ended(Verdict.NOT_APPLICABLE, "The backend does not declare " + missing + ".", null));
    }
    var faults =
        spec.needs().stream()
            .filter(
                fault -> backend.faults().stream().noneMatch(f -> f.supported().contains(fault)))
            .toList();
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ended(
                Verdict.NOT_RUN, "The backend under test cannot inject " + faults + ".", null));
  }

  /// Runs a case once; a leak must show twice, for the JVM opens some things once and keeps them.
  private Optional<Ended> attempt(CaseSpec spec, Kind kind, List<Figure> figures) {
    var first = once(spec, kind, figures);
    return first.filter(end -> end.leak).isPresent() ? once(spec, kind, figures) : first;
  }

  private Optional<Ended> once(CaseSpec spec, Kind kind, List<Figure> figures) {
    var seed = options.seed() * 1_000_003 + spec.number() * 31L + runs++;
    var bracket = new LeakBracket();
    try (var output = Output.capture()) {
      var bench = new Bench(backend, kind, patience, seed, root.resolve("run" + runs), output);
      var ended = body(spec, bench);
      var after = ended.isEmpty() ? after(bracket, bench) : ended;
      ended.ifPresent(_ -> tidy(bench));
      figures.addAll(bench.figures());
      bench.nodes().deleteDirectories();
      return after.map(end -> end.on(spec, kind));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Ended(Verdict.INCONCLUSIVE, "The run was interrupted.", e));
    }
  }

  private Optional<Ended> body(CaseSpec spec, Bench bench) throws InterruptedException {
    var task =
        bench.start(
            "case-" + spec.number(),
            () -> {
              spec.run(bench);
              return true;
            });
    try {
      task.result(patience.wholeCase());
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(Ended.by(spec, e.getCause()));
    } catch (Breach e) {
      task.interrupt();
      return Optional.of(Ended.by(spec, e));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return Optional.of(Ended.by(spec, e));
    }
  }

  private Optional<Ended> after(LeakBracket bracket, Bench bench) throws InterruptedException {
    var foreign = bracket.foreign(bench);
    if (!foreign.isEmpty()) {
      return Optional.of(
          Ended.leak("P8: threads that the configuration's factory did not make: " + foreign));
    }
    if (!tidy(bench)) {
      return Optional.of(
          new Ended(Verdict.FAIL, "N3: closing the networks took longer than allowed.", null));
    }
    var straggler = bench.straggler();
    if (straggler.isPresent()) {
      return Optional.of(
          new Ended(
              Verdict.FAIL,
              "N3: a call still waits after everything was closed: " + straggler.get().where(),
              null));
    }
    var leaks = bracket.leaks(bench, patience.soon());
    return leaks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Ended.leak(leaks.stream().collect(Collectors.joining("; ", "N6: left behind: ", ""))));
  }

  /// Closes everything, and says whether that ended in time.
  private boolean tidy(Bench bench) {
    var closing = Thread.ofPlatform().daemon().name("tck-close").start(bench::close);
    try {
      return closing.join(patience.close());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Makes the JDK open what it opens once and never closes, before anything is counted.
  private static void warmUp() throws IOException {
    var pipe = Pipe.open();
    pipe.sink().close();
    pipe.source().close();
  }

  /// Removes the run's directories.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(root);
    } catch (IOException _) {
      // What a backend left there was reported where it was left; the system clears its own.
    }
  }

  /// How one run ended, if not well.
  private record Ended(Verdict verdict, String reason, boolean leak, @Nullable Throwable thrown) {

    Ended(Verdict verdict, String reason, @Nullable Throwable thrown) {
      this(verdict, reason, false, thrown);
    }

    static Ended leak(String reason) {
      return new Ended(Verdict.FAIL, reason, true, null);
    }

    static Ended by(CaseSpec spec, @Nullable Throwable thrown) {
      return switch (thrown) {
        case Skip skip -> new Ended(skip.verdict(), Check.describe(skip), skip);
        case Breach breach -> new Ended(broken(spec), Check.describe(breach), breach);
        case null -> new Ended(Verdict.INCONCLUSIVE, "The case ended without a cause.", null);
        default -> new Ended(broken(spec), Check.describe(thrown), thrown);
      };
    }

    Ended on(CaseSpec spec, Kind kind) {
      return verdict == Verdict.FAIL && spec.blocking()
          ? new Ended(
              verdict,
              reason + " (on a " + kind.name().toLowerCase(java.util.Locale.ROOT) + " thread)",
              leak,
              thrown)
          : this;
    }

    Optional<Throwable> cause() {
      return Optional.ofNullable(thrown);
    }

    private static Verdict broken(CaseSpec spec) {
      return spec.level() == Level.MUST ? Verdict.FAIL : Verdict.WARN;
    }
  }
}
