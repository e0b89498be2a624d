package sotto.node.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Exit;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;

@Timeout(60)
class ControlTest {

  private static final String TOPIC = "00000000";

  @TempDir Path home;
  private final FakeControls controls = new FakeControls();
  private DataDirectory directory = new DataDirectory(Path.of("unset"));
  private ControlServer server = noServer();

  // Opened in every test; the field only has to have a value before.
  @SuppressWarnings("NullAway")
  private static ControlServer noServer() {
    return null;
  }

  @BeforeEach
  void open() throws Failure {
    directory = new DataDirectory(home.resolve("d"));
    directory.prepare();
    server = ControlServer.open(directory, controls, new SecureRandom());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void socketAndTokenAreTheirOwnersOnly() throws Exception {
    assertThat(permissions(directory.path())).isEqualTo("rwx------");
    assertThat(permissions(directory.socket())).isEqualTo("rw-------");
    assertThat(permissions(directory.token())).isEqualTo("rw-------");
  }

  @Test
  void aTokenIsNewAtEveryStart() throws Exception {
    var first = Files.readString(directory.token());
    server.close();
    open();

    assertThat(Files.readString(directory.token())).hasSize(64).isNotEqualTo(first);
  }

  @Test
  void nothingIsLeftAfterClosing() throws Exception {
    server.close();

    try (var left = Files.list(directory.path())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aNodeThatWasKilledLeavesNothingInTheWay() throws Exception {
    server.close();
    Files.writeString(directory.socket(), "stale");
    Files.writeString(directory.token(), "stale");
    open();

    assertThat(ask(new Ask.Status(false)).get("phase").getAsString()).isEqualTo("running");
  }

  @Test
  void withoutANodeThereIsNobodyToAsk() {
    server.close();

    assertThat(failure(new Ask.Status(false)).exit()).isEqualTo(Exit.NOT_RUNNING);
  }

  @Test
  void aWrongTokenOpensNothing() throws Exception {
    Files.writeString(directory.token(), "0".repeat(64));

    assertThat(failure(Ask.Put.of(TOPIC, Duration.ofHours(1), new byte[1])).exit())
        .isEqualTo(Exit.NOT_AUTHORISED);
    assertThat(controls.items).isEmpty();
  }

  @Test
  void aMissingTokenOpensNothing() throws Exception {
    Files.delete(directory.token());
    assertThat(failure(new Ask.Status(false)).exit()).isEqualTo(Exit.NOT_AUTHORISED);

    assertThat(raw("{\"v\":1,\"do\":\"status\"}\n")).contains("\"not-authorised\"");
    assertThat(raw("{\"v\":1,\"do\":\"status\",\"token\":\"\"}\n")).contains("\"not-authorised\"");
    assertThat(raw("{\"v\":1,\"do\":\"status\",\"token\":\"é\"}\n")).contains("\"not-authorised\"");
  }

  @Test
  void theLargestBodyGoesInAndComesOutUnchanged() throws Exception {
    var body = new byte[Ask.BODY_MAX];
    new Random(1).nextBytes(body);
    var id = ask(Ask.Put.of(TOPIC, Duration.ofHours(1), body)).get("id").getAsString();

    assertThat(controls.items.get(id)).isEqualTo(body);
    assertThat(Base64.getDecoder().decode(ask(get(id)).get("body").getAsString())).isEqualTo(body);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    var failure = failure(Ask.Put.of(TOPIC, Duration.ofHours(1), new byte[Ask.BODY_MAX + 1]));

    assertThat(failure.exit()).isEqualTo(Exit.USAGE);
    assertThat(controls.items).isEmpty();
  }

  @Test
  void aFailureArrivesAsItWas() {
    var failure = failure(new Ask.Forget("x"));

    assertThat(failure.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(failure.sentence()).isEqualTo("Unknown. What to do: nothing.");
  }

  @Test
  void oneConnectionCarriesManyAsks() throws Exception {
    try (var client = ControlClient.open(directory)) {
      for (var i = 0; i < 20; i++) {
        client.ask(Ask.Put.of(TOPIC, Duration.ofHours(1), new byte[i]));
      }
      assertThatThrownBy(() -> client.ask(new Ask.Forget("x"))).isInstanceOf(Failure.class);
      var ids = new ArrayList<String>();
      var end = client.ask(new Ask.Listing(TOPIC), part -> ids.add(part.get("id").getAsString()));

      assertThat(ids).hasSize(20);
      assertThat(end.get("count").getAsInt()).isEqualTo(20);
    }
  }

  @Test
  void whatIsNotThereIsNotFoundAndWhatDoesNotComeIsATimeout() {
    assertThat(failure(get("none")).exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(failure(new Ask.Get("none", Duration.ofMillis(50))).exit()).isEqualTo(Exit.TIMEOUT);
  }

  @Test
  void aWatchStreamsAndEndsWhenItsClientHangsUp() throws Exception {
    for (var i = 0; i < 3; i++) {
      controls.watched.add(Json.answer().with("event", "item").with("n", i).object());
    }
    var seen = new ArrayList<String>();
    var client = ControlClient.open(directory);
    var ended =
        catchThrowableOfType(
            Failure.class,
            () ->
                client.ask(
                    new Ask.Watch(TOPIC, false),
                    part -> {
                      seen.add(part.get("event").getAsString());
                      if (seen.size() == 4) {
                        client.close();
                      }
                    }));

    assertThat(ended.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(seen).containsExactly("watching", "item", "item", "item");
    assertThat(controls.watchEnded.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneClientTooManyIsTurnedAwayAndTheOthersGoOn() throws Exception {
    var clients = new ArrayList<ControlClient>();
    for (var i = 0; i < ControlServer.CLIENTS_MAX; i++) {
      var client = ControlClient.open(directory);
      client.ask(new Ask.Status(false));
      clients.add(client);
    }

    assertThat(failure(new Ask.Status(false)).exit()).isIn(Exit.REFUSED, Exit.NOT_RUNNING);
    assertThat(clients.getFirst().ask(new Ask.Status(true)).get("reveal").getAsBoolean()).isTrue();
    clients.forEach(ControlClient::close);
  }

  @Test
  void aSilentClientIsHungUpOn() throws Exception {
    server.close();
    server = ControlServer.open(directory, controls, new SecureRandom(), Duration.ofMillis(100));

    // Nothing is ever sent, and the end arrives all the same.
    assertThat(raw("")).isEmpty();
    assertThat(raw("{\"v\":1")).isEmpty();
  }

  @Test
  void closingTheServerEndsAWait() throws Exception {
    try (var client = ControlClient.open(directory)) {
      var waiting =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(() -> client.ask(new Ask.Get("none", Duration.ofHours(1))))
                          .isInstanceOf(Failure.class));
      ask(new Ask.Status(false));
      server.close();

      assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  void aPathTooLongForASocketGetsAShortOne() throws Exception {
    var far = new DataDirectory(home.resolve("x".repeat(90)).resolve("y".repeat(60)));
    far.prepare();
    var socket = home;
    try (var _ = ControlServer.open(far, controls, new SecureRandom());
        var client = ControlClient.open(far)) {
      assertThat(client.ask(new Ask.Status(false)).get("phase").getAsString()).isEqualTo("running");
      socket = Path.of(Files.readString(far.pointer()));
      assertThat(permissions(socket)).isEqualTo("rw-------");
      assertThat(permissions(socket.resolveSibling("."))).isEqualTo("rwx------");
    }
    assertThat(socket.resolveSibling(".")).doesNotExist();
    assertThat(far.pointer()).doesNotExist();
  }

  @Test
  void everyAskSurvivesTheWire() throws Exception {
    for (var ask :
        new Ask[] {
          new Ask.Status(true),
          new Ask.Peers(false),
          new Ask.Connect("a:b"),
          new Ask.Forget("a:b"),
          Ask.Put.of(TOPIC, Duration.ofSeconds(7), new byte[] {1, 2, 3}),
          new Ask.Get("id", Duration.ofSeconds(2)),
          new Ask.Listing(TOPIC),
          new Ask.Watch(TOPIC, true)
        }) {
      assertThat(Ask.parse(Lines.parse(Json.line(ask.json())))).isEqualTo(ask);
    }
  }

  private static Ask get(String id) {
    return new Ask.Get(id, Duration.ZERO);
  }

  private JsonObject ask(Ask ask) throws Failure {
    try (var client = ControlClient.open(directory)) {
      return client.ask(ask);
    }
  }

  private Failure failure(Ask ask) {
    return catchThrowableOfType(Failure.class, () -> ask(ask));
  }

  /// Sends text and returns all that comes back until the server hangs up.
  private String raw(String text) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.socket()))) {
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      var all = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(all);
      return all.toString(UTF_8);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
