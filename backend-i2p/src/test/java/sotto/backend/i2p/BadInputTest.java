package sotto.backend.i2p;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.spi.NetworkException;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.testnet.i2p.I2pNetwork;
import sotto.testnet.i2p.I2pRouter;
import sotto.testnet.i2p.I2pTestnet;
import sotto.testnet.i2p.I2pUnderTest;

/// What routers and settings get wrong: each has an exception of its own kind that says what to do,
/// and afterwards the directory is free for another attempt.
@Timeout(180)
class BadInputTest {

  private static final int SET_DATE = 33;
  private static final int DISCONNECT = 30;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "0.9.45,VERSION,update",
    "0.9,VERSION,update",
    "rubbish,VERSION,update",
    "'',VERSION,update"
  })
  @Rule({"D5", "S5"})
  void aRouterThatIsTooOldIsNamed(String version, Reason reason, String remedy) throws Exception {
    var text = text(version);
    var body = ByteBuffer.allocate(8 + text.length).putLong(System.currentTimeMillis()).put(text);

    assertRefuses(message(SET_DATE, body.array()), reason, remedy);
  }

  @Test
  @Rule({"D5", "S5"})
  void aRouterThatTurnsUsAwayIsNamed() throws Exception {
    assertRefuses(message(DISCONNECT, text("i'm full")), Reason.NO_DAEMON, "log");
    assertRefuses(
        message(DISCONNECT, text("Authorization required")), Reason.AUTHENTICATION, "i2cp.user");
  }

  @Test
  @Rule("D5")
  void whateverElseListensThereIsNoRouter() throws Exception {
    assertRefuses("220 mail\r\n".getBytes(US_ASCII), Reason.DAEMON_PROTOCOL, "I2CP port");
    assertRefuses(new byte[0], Reason.DAEMON_PROTOCOL, "I2CP port");
  }

  @Test
  @Rule("D5")
  void nobodyThereIsNamedWithEveryWayOut() throws Exception {
    int port;
    try (var server = loopback()) {
      port = server.getLocalPort();
    }
    var failure = notOpened(Map.of("i2cp", "127.0.0.1:" + port));

    assertThat(failure.reason()).isEqualTo(Reason.NO_DAEMON);
    assertThat(failure).hasMessageContaining("What to do").hasMessageContaining("embedded");
  }

  /// A real router that wants a login, and gets a wrong one, or none.
  @ExtendWith(I2pNetwork.class)
  @Test
  @Rule({"D5", "S5"})
  void wrongCredentialsAreNamedByARealRouter(I2pTestnet network) throws Exception {
    try (var subject = I2pUnderTest.attaching(network, I2pRouter.Kind.JAVA)) {
      var node = subject.freshConfig(directory.resolve("node"));
      var faults = subject.faults().orElseThrow();
      faults.inject(Fault.DAEMON_REFUSES_LOGIN, node);
      var settings = new HashMap<>(node.settings());

      assertThat(notOpened(settings).reason()).isEqualTo(Reason.AUTHENTICATION);
      settings.put("i2cp.user", "somebody");
      settings.put("i2cp.password", "something");
      var wrong = notOpened(settings);

      assertThat(wrong.reason()).isEqualTo(Reason.AUTHENTICATION);
      assertThat(wrong)
          .hasMessageContaining("'i2cp.user'")
          .hasMessageContaining("What to do")
          .hasMessageNotContaining("something");
      faults.heal(node);
      Nodes.open(directory.resolve("again"), node.settings()).close();
    }
  }

  @Test
  @Rule("P4")
  void aPortThatIsTakenIsNamedBeforeARouterStarts() throws Exception {
    try (var other = loopback()) {
      var port = Integer.toString(other.getLocalPort());

      assertRejected("router.port", Map.of("mode", "embedded", "router.port", port), "choose");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"router.config", "router.info", "netDb"})
  @Rule("P4")
  void aDirectoryWithAnotherRouterIsLeftAlone(String sign) throws Exception {
    var foreign = Files.createDirectory(directory.resolve("foreign"));
    Files.writeString(foreign.resolve(sign), "i2cp.port=7654\n");

    assertRejected(
        "router.directory",
        Map.of("mode", "embedded", "router.directory", foreign.toString()),
        "empty directory");
    try (var files = Files.list(foreign)) {
      assertThat(files).containsExactly(foreign.resolve(sign));
    }
  }

  @Test
  @Rule("P4")
  void aDirectoryThatIsNoneIsNamed() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "");

    assertRejected(
        "router.directory",
        Map.of("mode", "embedded", "router.directory", file.toString()),
        "choose");
  }

  @ParameterizedTest
  @CsvSource({
    "router.seeds,nowhere,directory",
    "router.properties,nowhere,name=value",
    "router.properties,ours,remove that line",
    "router.reseed,on,certificates"
  })
  @Rule("P4")
  void whatARouterIsToBeToldIsCheckedBeforeItStarts(String name, String value, String remedy)
      throws Exception {
    Files.writeString(directory.resolve("ours"), "i2cp.auth=false\n");
    var whole = value.equals("on") ? value : directory.resolve(value).toString();

    assertRejected(name, Map.of("mode", "embedded", name, whole), remedy);
  }

  private void assertRefuses(byte[] answer, Reason reason, String remedy) throws Exception {
    try (var router = loopback()) {
      Thread.ofVirtual().start(() -> answer(router, answer));
      var failure = notOpened(Map.of("i2cp", "127.0.0.1:" + router.getLocalPort()));

      assertThat(failure.reason()).isEqualTo(reason);
      assertThat(failure).hasMessageContaining("What to do").hasMessageContaining(remedy);
    }
  }

  private static void answer(ServerSocket router, byte[] answer) {
    while (!router.isClosed()) {
      try (var caller = router.accept()) {
        caller.getInputStream().readNBytes(1 + Integer.BYTES + 1);
        caller.getOutputStream().write(answer);
        caller.shutdownOutput();
        caller.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The caller hung up, or the test is over.
      }
    }
  }

  private NetworkDown notOpened(Map<String, String> settings) {
    return notOpened(NetworkDown.class, settings);
  }

  private void assertRejected(String setting, Map<String, String> settings, String remedy) {
    var refusal = notOpened(ConfigRejected.class, settings);

    assertThat(refusal.setting()).isEqualTo(setting);
    assertThat(refusal)
        .hasMessageContaining("What to do")
        .hasMessageContaining(remedy)
        .hasMessageNotContaining(directory.toString());
  }

  /// Fails to open a network, twice: the first attempt left nothing that is in the second's way.
  private <T extends NetworkException> T notOpened(Class<T> type, Map<String, String> settings) {
    var place = directory.resolve("network");
    var first = catchThrowableOfType(type, () -> Nodes.open(place, settings).close());
    var second = catchThrowableOfType(type, () -> Nodes.open(place, settings).close());
    assertThat(first).isNotNull().hasMessage(String.valueOf(second.getMessage()));
    return first;
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static byte[] message(int type, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .putInt(body.length)
        .put((byte) type)
        .put(body)
        .array();
  }

  private static byte[] text(String text) {
    return ByteBuffer.allocate(1 + text.length())
        .put((byte) text.length())
        .put(text.getBytes(US_ASCII))
        .array();
  }
}
