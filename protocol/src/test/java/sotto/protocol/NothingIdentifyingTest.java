package sotto.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.loopback.fabric.Fabric;
import sotto.backend.loopback.fabric.Personality;
import sotto.backend.loopback.fabric.Trouble;
import sotto.spi.Address;

/// Who reads the logs of a node at the finest level learns nothing about it or its peers.
@Timeout(90)
class NothingIdentifyingTest {

  private static final String BODY = "something that only ann would say";

  @TempDir Path directory;

  private final Fabric fabric = Fabric.real(Personality.INSTANT, 7);
  private final List<String> secrets = new ArrayList<>();
  private final List<Object> printed = new ArrayList<>();

  @Test
  void noLineOfAWholeLifeNamesAnybody() throws Exception {
    CapturedLog.clear();
    secrets.add(directory.toString());
    secrets.add(BODY);
    secrets.add(System.getProperty("user.name") + "@");

    live();

    var lines = CapturedLog.lines();
    assertThat(lines).anyMatch(line -> line.startsWith("DEBUG sotto.protocol"));
    for (var secret : secrets) {
      assertThat(lines).noneMatch(line -> names(line, secret));
      assertThat(printed).noneMatch(thing -> names(thing.toString(), secret));
    }
  }

  /// A life with everything in it: publishing, troubles, refusals, damage.
  private void live() throws Exception {
    var away = Address.of(Personality.INSTANT.scheme(), new byte[] {1});
    var daemon =
        fabric.node(
            directory.resolve("ann").resolve("networks").resolve(Personality.INSTANT.scheme()));
    daemon.inject(Trouble.DAEMON_GONE);
    try (var ann = node("ann");
        var bob = node("bob");
        var feed = bob.feed(Circle.NEWS)) {
      Circle.awaitStatus(ann, status -> !status.networks().getFirst().network().usable());
      daemon.heal();
      tell(ann);
      tell(bob);
      bob.connect(ann.addresses().getFirst());
      printed.add(ann.publish(Circle.NEWS, BODY.getBytes(UTF_8), Circle.HOUR));
      var item = Circle.take(feed, 1).getFirst();
      secrets.add(item.id().text());
      printed.add(item);
      printed.addAll(bob.peers());
      printed.addAll(bob.known());
      printed.add(bob.status());
      refuse(ann, away);
      daemon.inject(Trouble.DAEMON_GONE);
      Circle.awaitStatus(bob, status -> status.sessions() == 0);
      Circle.awaitStatus(bob, _ -> bob.known().getFirst().failures() > 0);
      printed.addAll(bob.known());
    }
    damaged();
  }

  private void refuse(Node node, Address address) throws InterruptedException {
    secrets.add(address.text());
    try {
      node.connect(address);
    } catch (NodeException e) {
      printed.add(e);
    }
  }

  private void damaged() throws Exception {
    var file = directory.resolve("ann").resolve("identity").resolve("node.key");
    Files.writeString(file, Files.readString(file).toUpperCase(Locale.ROOT));
    try (var _ = node("ann")) {
      throw new AssertionError("a damaged key was used");
    } catch (NodeException e) {
      printed.add(e);
    }
  }

  private void tell(Node node) throws Exception {
    secrets.add(node.id().text());
    printed.add(node.id());
    for (var address : node.addresses()) {
      secrets.add(address.text());
      secrets.add(fabric.provider().addresses().format(address));
      printed.add(address);
    }
    try (var keys = Files.list(directory)) {
      for (var each : keys.toList()) {
        for (var key : keysOf(each)) {
          secrets.add(key);
        }
      }
    }
  }

  private static Set<String> keysOf(Path node) throws Exception {
    try (var files = Files.list(node.resolve("identity"))) {
      return files.map(NothingIdentifyingTest::secretOf).collect(Collectors.toSet());
    }
  }

  private static String secretOf(Path file) {
    try {
      return Files.readString(file).split(" ", -1)[2];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node node(String name) throws Exception {
    return Node.start(NodeConfig.at(directory.resolve(name)).on(fabric.provider()));
  }

  private static boolean names(String line, String secret) {
    return Pattern.compile(secret, Pattern.LITERAL | Pattern.CASE_INSENSITIVE).matcher(line).find();
  }
}
