package sotto.backend.tor.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.Control;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.Endpoint;
import sotto.backend.tor.control.Login;
import sotto.backend.tor.control.Topic;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.tck.Rule;
import sotto.testnet.Part;
import sotto.testnet.tor.TorClient;
import sotto.testnet.tor.TorNetwork;
import sotto.testnet.tor.TorTestnet;

/// Programs that know nothing of us are peers like any other: a browser's cousin fetches a page
/// from a listener, and a dial reaches an onion that tor serves by its own configuration.
@ExtendWith(TorNetwork.class)
@Timeout(180)
class StrangersTest {

  private static final String PAGE = "<h1>sotto voce</h1>\n";
  private static final int HEAD_MAX = 8192;

  /// In a small network every relay is a directory for both descriptors.
  private static final int DESCRIPTORS = 2;

  @TempDir Path directory;

  @Test
  @Rule({"N1", "A1"})
  void curlFetchesAPageFromAListenerThroughATorThatWeDoNotUse(TorTestnet network) throws Exception {
    var curl = Part.program("curl");
    var nodes = new Nodes(directory);
    try (var far = nodes.open("far", network.clients().get(1));
        var listener = far.listen(nodes.key())) {
      Nodes.published(listener);
      var server = Thread.startVirtualThread(() -> serve(listener));
      var page = directory.resolve("page");
      var process =
          new ProcessBuilder(
                  curl.toString(),
                  "--silent",
                  "--show-error",
                  "--fail",
                  "--retry",
                  "5",
                  "--retry-all-errors",
                  "--max-time",
                  "60",
                  "--proxy",
                  "socks5h://localhost" + network.clients().get(0).socks(),
                  "--output",
                  page.toString(),
                  "http://" + nodes.addresses().format(listener.address().withPort(7080)) + "/page")
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), US_ASCII);

      assertThat(process.waitFor()).as(said).isZero();
      assertThat(page).hasContent(PAGE);
      server.interrupt();
      server.join();
    }
  }

  /// A small HTTP server: one request, one page, for each link.
  private static void serve(Listener listener) {
    try {
      while (true) {
        answer(listener.accept());
      }
    } catch (InterruptedException | NetworkException e) {
      // The test is over.
    }
  }

  private static void answer(Link accepted) {
    try (var link = accepted) {
      if (head(link).startsWith("GET /page HTTP/1.1\r\n")) {
        var answer =
            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(PAGE.length(), PAGE);
        link.write(ByteBuffer.wrap(answer.getBytes(US_ASCII)));
        // The page has gone when the other end has closed.
        head(link);
      }
    } catch (IOException e) {
      // Whoever asked tries again.
    }
  }

  private static String head(Link link) throws IOException {
    var head = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(1024);
    while (head.size() < HEAD_MAX
        && !head.toString(US_ASCII).contains("\r\n\r\n")
        && link.read(buffer.clear()) >= 0) {
      head.write(buffer.array(), 0, buffer.position());
    }
    return head.toString(US_ASCII);
  }

  @Test
  @Rule({"N1", "A1"})
  void aDialReachesAnOnionThatTorServesByItsOwnConfiguration(TorTestnet network) throws Exception {
    var service =
        Files.createDirectory(
            directory.resolve("service"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var tor = network.clients().get(1);
    var nodes = new Nodes(directory);
    // Short enough for the path of a socket.
    var socket = Files.createTempDirectory("st").resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var near = nodes.open("near", network.clients().get(0))) {
      server.bind(UnixDomainSocketAddress.of(socket));
      uploaded(
          tor,
          () ->
              tor.set(
                  "HiddenServiceDir=%s HiddenServicePort=\"80 unix:%s\""
                      .formatted(service, socket)));
      var echo = Thread.startVirtualThread(() -> echo(server));
      var name = Files.readString(service.resolve("hostname")).strip();

      try (var link =
          Nodes.dialled(near, nodes.addresses().parse(name + ":80"), Isolation.shared())) {
        link.write(ByteBuffer.wrap("sotto".getBytes(US_ASCII)));
        assertThat(Nodes.read(link, 5)).isEqualTo("sotto".getBytes(US_ASCII));
      }
      echo.interrupt();
      echo.join();
    } finally {
      tor.set("HiddenServiceDir");
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.getParent());
    }
  }

  /// Does something and waits until tor has uploaded both descriptors that follow from it: a tor
  /// that asked a directory before does not ask it again for a minute.
  private static void uploaded(TorClient tor, Step step) throws Exception {
    var uploads = new CountDownLatch(DESCRIPTORS);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (var control =
        Control.open(
            new Endpoint.Unix(tor.control()),
            Login.offered(),
            event -> {
              if (event instanceof HsDesc descriptor
                  && descriptor.action() == HsDesc.Action.UPLOADED
                  && seen.add(descriptor.service() + descriptor.directory())) {
                uploads.countDown();
              }
            },
            Thread.ofVirtual().factory(),
            new SecureRandom(),
            Duration.ofSeconds(30))) {
      control.subscribe(Set.of(Topic.HS_DESC));
      step.run();
      assertThat(uploads.await(120, TimeUnit.SECONDS)).as("tor uploads descriptors").isTrue();
    }
  }

  /// Something that may fail.
  private interface Step {
    void run() throws Exception;
  }

  private static void echo(ServerSocketChannel server) {
    try {
      while (true) {
        try (var stream = server.accept()) {
          Channels.newInputStream(stream).transferTo(Channels.newOutputStream(stream));
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
