package sotto.testnet;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sotto.testnet.i2p.I2pRouter;
import sotto.testnet.i2p.I2pTestnet;

/// `./sotto testnet i2p`: a private I2P network in the foreground. It says how to join, and runs
/// until it is interrupted.
@Command(
    name = "i2p",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a private I2P network on this machine until it is interrupted.",
      "It leaves nothing behind and nothing of it reaches the public network."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"1:it did not start", "2:wrong usage", "130:interrupted", "143:terminated"})
final class I2pCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--routers",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many Java routers there are (default: ${DEFAULT-VALUE}).")
  private int routers;

  @Option(
      names = "--i2pds",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many i2pds join them, which must be installed (default: none).")
  private int i2pds;

  @Option(
      names = "--hops",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many routers are in each tunnel of a node (default: ${DEFAULT-VALUE}).")
  private int hops;

  @Option(
      names = "--batch",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long gateways gather messages, in ms (default: as routers do).")
  private int batchMillis;

  @Option(names = "--json", description = "Say how to join as one JSON object on one line.")
  private boolean json;

  private I2pCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    var batch = batchMillis == 0 ? OptionalInt.empty() : OptionalInt.of(batchMillis);
    var options = new I2pTestnet.Options(routers, i2pds, hops, batch, true, this::tell);
    try (var network = I2pTestnet.start(options)) {
      // Ctrl-C ends this process by way of its hooks.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(network::close));
      var out = spec.commandLine().getOut();
      var embedded = network.embedded();
      if (json) {
        var report = report(network, embedded);
        out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(report));
      } else {
        text(network, embedded).forEach(out::println);
      }
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private void tell(String step) {
    spec.commandLine().getErr().println("sotto: " + step);
  }

  private static Map<String, Object> report(I2pTestnet network, Map<String, String> embedded) {
    var report = new LinkedHashMap<String, Object>();
    report.put("v", 1);
    report.put("event", "ready");
    report.put("isolated", network.isolated());
    report.put("routers", network.routers().stream().map(I2pCommand::report).toList());
    report.put("embedded", embedded);
    return report;
  }

  private static Map<String, Object> report(I2pRouter router) {
    var report = new LinkedHashMap<String, Object>();
    report.put("kind", router.kind().name().toLowerCase(Locale.ROOT));
    report.put("i2cp", router.i2cp());
    report.put("settings", router.settings());
    return report;
  }

  private static List<String> text(I2pTestnet network, Map<String, String> embedded) {
    var lines = new ArrayList<String>();
    lines.add("A private I2P network runs in " + network.confinement() + ".");
    for (var router : network.routers()) {
      lines.add("");
      lines.add("i2cp     " + router.i2cp() + "  (" + kind(router) + ")");
      lines.add("node     " + node(router.settings()));
    }
    lines.add("");
    lines.add("One node with a router of its own joins with");
    lines.add("         " + node(embedded));
    lines.add("Ctrl-C ends all of it.");
    return lines;
  }

  private static String kind(I2pRouter router) {
    return switch (router.kind()) {
      case JAVA -> "Java";
      case I2PD -> "i2pd";
    };
  }

  private static String node(Map<String, String> settings) {
    return "./sotto run --backend i2p"
        + settings.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> " --set i2p." + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
  }
}
