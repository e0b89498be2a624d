package sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Every benchmark runs: once, in this process, for a moment. The figures mean nothing.
@Timeout(300)
class BenchTest {

  @Test
  void everyBenchmarkRuns() throws Exception {
    var options =
        new OptionsBuilder()
            .include("sotto\\.benchmarks\\..*")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(20))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    var results = new Runner(options).run();

    assertThat(names(results.stream().collect(Collectors.toSet())))
        .contains(
            "AddressBenchmark",
            "CipherBenchmark",
            "DestinationBenchmark",
            "FloodBenchmark",
            "Handshake",
            "LinkBenchmark",
            "PowBenchmark",
            "SessionBenchmark",
            "SketchBenchmark");
  }

  private static Set<String> names(Set<RunResult> results) {
    return results.stream()
        .map(result -> result.getParams().getBenchmark().split("\\."))
        .map(parts -> parts[parts.length - 2])
        .collect(Collectors.toSet());
  }
}
