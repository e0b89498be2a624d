package sotto.node.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.node.settings.DataDirectory;
import sotto.node.terminal.Failure;
import sotto.node.terminal.Json;

/// Whatever comes in over the control socket, the node goes on.
@Timeout(60)
class GarbageTest {

  private static final String TOPIC = "00000000";

  @TempDir Path home;
  private final FakeControls controls = new FakeControls();
  private DataDirectory directory = new DataDirectory(Path.of("unset"));
  private AutoCloseable server = () -> {};

  @BeforeEach
  void open() throws Failure {
    directory = new DataDirectory(home.resolve("d"));
    directory.prepare();
    server = ControlServer.open(directory, controls, new SecureRandom());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void garbageIsAnsweredAndHungUpOnAndHarmsNobody() throws Exception {
    var token = Files.readString(directory.token());
    for (var line :
        new String[] {
          "\n",
          "GET / HTTP/1.1\r\n\r\n",
          "[]\n",
          "null\n",
          "{}{}\n",
          "{\"token\":{}}\n",
          "{\"token\":null}\n",
          "[".repeat(5000) + "\n",
          "{\"a\":".repeat(5000) + "\n",
          "x".repeat(Lines.LINE_MAX + 1) + "\n",
          "{\"token\":\"" + token + "\"}\n",
          "{\"token\":\"" + token + "\",\"do\":7}\n",
          "{\"token\":\"" + token + "\",\"do\":\"fly\"}\n",
          "{\"token\":\""
              + token
              + "\",\"do\":\"put\",\"topic\":\"a\",\"ttl\":1e9,\"body\":\"\"}\n",
          "{\"token\":\"" + token + "\",\"do\":\"put\",\"topic\":\"a\",\"ttl\":-1,\"body\":\"\"}\n",
          "{\"token\":\"" + token + "\",\"do\":\"put\",\"topic\":\"a\",\"ttl\":1,\"body\":\"*\"}\n",
          "{\"token\":\"" + token + "\",\"do\":\"get\",\"id\":[],\"patience\":0}\n",
          "{\"token\":\""
              + token
              + "\",\"do\":\"get\",\"id\":\"a\",\"patience\":99999999999999999999}\n",
          "{\"token\":\"" + token + "\",\"do\":\"status\",\"reveal\":\"yes\"}\n"
        }) {
      assertThat(raw(line)).as("%.60s", line).contains("\"error\"").contains("\"v\":1");
    }
    assertThat(controls.items).isEmpty();
    assertThat(phase()).isEqualTo("running");
  }

  @Test
  void randomBytesHarmNobody() throws Exception {
    var seed = new SecureRandom().nextLong();
    var random = new Random(seed);
    var token = Files.readString(directory.token());
    var valid = Ask.Put.of(TOPIC, Duration.ofHours(1), new byte[30]).json();
    valid.addProperty("token", token);
    for (var i = 0; i < 400; i++) {
      var bytes =
          i % 2 == 0 ? new byte[random.nextInt(3000)] : (Json.line(valid) + "\n").getBytes(UTF_8);
      if (i % 2 == 0) {
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      send(bytes);
    }

    assertThat(phase()).as("seed %d", seed).isEqualTo("running");
  }

  private String phase() throws Failure {
    try (var client = ControlClient.open(directory)) {
      return client.ask(new Ask.Status(false)).get("phase").getAsString();
    }
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

  private void send(byte[] bytes) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.socket()))) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.shutdownOutput();
      Channels.newInputStream(channel).transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Hung up on in the middle of a line, which is what garbage gets.
      assertThat(server).isNotNull();
    }
  }
}
