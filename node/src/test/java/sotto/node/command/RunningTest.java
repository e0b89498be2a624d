package sotto.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.node.terminal.Exit;

@Timeout(120)
class RunningTest {

  private static final String NO_ITEM = "a".repeat(52);

  @TempDir Path home;
  private InProcess node = notStarted();

  // Started before every test; the field only has to have a value before.
  @SuppressWarnings("NullAway")
  private static InProcess notStarted() {
    return null;
  }

  @BeforeEach
  void start() throws Exception {
    node = InProcess.start(home);
  }

  @AfterEach
  void close() throws Exception {
    node.close();
  }

  @Test
  void statusHasTheDocumentedShapeAndKeepsAddressesShort() {
    var status = node.type("status", "--json");

    assertThat(status.code()).isZero();
    assertThat(Shape.of(status.json())).isEqualTo(Shape.documented("status"));
    assertThat(status.out()).doesNotContain(node.address());
    assertThat(node.type("status").out()).contains("running").doesNotContain(node.address());
    assertThat(node.type("status", "--show-address").out()).contains(node.address());
    assertThat(node.err()).doesNotContain(node.address());
  }

  @Test
  void peersComeAndGoInTheDocumentedShapes() throws Exception {
    var other = Files.createDirectory(home.resolve("other"));
    try (var second =
        InProcess.start(other, "--set", "loopback.registry=" + home.resolve("registry"))) {
      var added = node.type("peers", "add", second.address(), "--json");
      assertThat(added.err()).isEmpty();
      assertThat(Shape.of(added.json())).isEqualTo(Shape.documented("peers add"));

      var id = second.type("flood", "put").out().strip();
      assertThat(node.type("flood", "get", "--wait", "60s", id).code()).isZero();
      var peers = node.type("peers", "--json");
      // An answer time comes later than a session, and both are numbers.
      assertThat(Shape.of(peers.json()).replace("rttMillis:null", "rttMillis:number"))
          .isEqualTo(Shape.documented("peers"));
      assertThat(node.type("peers").out()).contains("loopback").doesNotContain(second.address());
      assertThat(node.type("peers", "--show-address").out()).contains(second.address());

      var forgotten = node.type("peers", "forget", second.address(), "--json");
      assertThat(Shape.of(forgotten.json())).isEqualTo(Shape.documented("peers forget"));
      assertThat(node.type("peers", "forget", second.address()).code())
          .isEqualTo(Exit.NOT_FOUND.code());
    }
  }

  @Test
  void aFileThatWasPutIsGotUnchanged() throws Exception {
    var body = new byte[65_536];
    new Random(7).nextBytes(body);
    var file = Files.write(home.resolve("body"), body);
    var put = node.type("flood", "put", "--ttl", "1h", file.toString(), "--json");
    assertThat(put.code()).as(put.err()).isZero();
    assertThat(Shape.of(put.json())).isEqualTo(Shape.documented("flood put"));
    var id = put.json().get("id").getAsString();

    var got = node.type("flood", "get", id, "--json");
    assertThat(Shape.of(got.json())).isEqualTo(Shape.documented("flood get"));
    assertThat(Base64.getDecoder().decode(got.json().get("body").getAsString())).isEqualTo(body);
    var copy = home.resolve("copy");
    assertThat(node.type("flood", "get", id, "--out", copy.toString()).code()).isZero();
    assertThat(Files.readAllBytes(copy)).isEqualTo(body);
  }

  @Test
  void whatComesFromStdinGoesToStdout() {
    var put =
        Typed.in(home, Map.of(), new ByteArrayInputStream("hello".getBytes(UTF_8)), "flood", "put");

    assertThat(put.out()).matches("[a-z2-7]{52}\\R");
    assertThat(put.err()).contains("published 5 bytes");
    assertThat(node.type("flood", "get", put.out().strip()).out()).isEqualTo("hello");
  }

  @Test
  void listAndWatchKnowTheItemsOfOneTopic() {
    var id = node.type("flood", "put", "--topic", "tea").out().strip();
    assertThat(node.type("flood", "put", "--topic", "coffee").code()).isZero();

    var list = node.type("flood", "list", "--topic", "tea", "--json");
    assertThat(Shape.of(list.json())).isEqualTo(Shape.documented("flood list"));
    assertThat(node.type("flood", "list", "--topic", "tea").out().strip()).isEqualTo(id);
    var details = node.type("flood", "list", "--topic", "tea", "--long", "--json");
    assertThat(Shape.of(details.json())).isEqualTo(Shape.documented("flood list --long"));
    assertThat(node.type("flood", "list", "--topic", "tea", "--long").out()).contains("OWNER", id);

    var watch =
        node.type("flood", "watch", "--topic", "tea", "--from-start", "--count", "1", "--json");
    assertThat(watch.code()).as(watch.err()).isZero();
    assertThat(Shape.of(watch.json())).isEqualTo(Shape.documented("flood watch"));
    assertThat(watch.json().get("id").getAsString()).isEqualTo(id);
    var bodies =
        node.type(
            "flood",
            "watch",
            "--topic",
            "tea",
            "--from-start",
            "--count",
            "1",
            "--json",
            "--bodies");
    assertThat(bodies.json().has("body")).isTrue();
  }

  @Test
  void eachFailureHasItsCode() throws Exception {
    assertThat(node.type("flood", "get", NO_ITEM).code()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(node.type("flood", "get", NO_ITEM, "--wait", "20ms").code())
        .isEqualTo(Exit.TIMEOUT.code());
    assertThat(node.type("flood", "get", "x").code()).isEqualTo(Exit.USAGE.code());
    assertThat(node.type("flood", "put", "--ttl", "365d").code()).isEqualTo(Exit.USAGE.code());
    assertThat(node.type("flood", "list", "--topic", "#x").code()).isEqualTo(Exit.USAGE.code());
    assertThat(node.type("peers", "add", "tor:abc").code()).isEqualTo(Exit.USAGE.code());
    var again = node.type("run", "--set", "loopback.registry=" + home.resolve("registry"));
    assertThat(again.code()).as(again.err()).isEqualTo(Exit.DATA_DIRECTORY.code());
    assertThat(again.err()).contains("What to do: ").doesNotContain("\tat ");

    Files.writeString(home.resolve(".local/state/sotto/api.token"), "0".repeat(64));
    assertThat(node.type("status").code()).isEqualTo(Exit.NOT_AUTHORISED.code());
  }

  @Test
  void theDoctorSeesTheNode() {
    var doctor = node.type("doctor", "--json");

    assertThat(doctor.json().get("findings").toString())
        .contains("\"node\"", "\"peers\"", "\"store\"", "\"network loopback\"");
  }

  @Test
  void aNodeThatEndsLeavesNoSocketAndNoTokenAndCanStartAgain() throws Exception {
    var id = node.type("flood", "put").out().strip();
    var address = node.address();

    assertThat(node.end()).isZero();
    assertThat(home.resolve(".local/state/sotto/control.sock")).doesNotExist();
    assertThat(home.resolve(".local/state/sotto/api.token")).doesNotExist();
    node = InProcess.start(home);
    assertThat(node.address()).isEqualTo(address);
    assertThat(node.type("flood", "get", id).code()).isZero();
  }

  @Test
  void runTellsItsEventsInTheDocumentedShape() {
    var event = JsonParser.parseString("{\"v\":1,\"event\":\"\",\"address\":\"\"}");

    assertThat(Shape.of(event)).isEqualTo(Shape.documented("run"));
    assertThat(node.err()).contains("TEST ONLY");
  }
}
