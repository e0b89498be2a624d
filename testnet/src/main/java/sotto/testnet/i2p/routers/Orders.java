package sotto.testnet.i2p.routers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.i2p.data.Base64;
import net.i2p.data.Hash;

/// Takes orders from the process that started this one: a line, and an answer that begins with `ok`
/// or with `no` and the reason. Words are separated by tabs.
///
/// | order | what is done |
/// |---|---|
/// | `await` | says a line `step …` for each step of the start, and then answers |
/// | `set ROUTER NAME VALUE` | changes a setting of a running router; an empty value takes it away |
/// | `meet FILE` | connects every router to the one whose information is in the file |
/// | `met FILE` | tells whether the routers are connected to that one |
/// | `knows HASH` | tells whether every router has the lease set |
/// | `in SOCKET PORT` | opens a bridge from a unix socket to a port |
/// | `out PORT SOCKET` | opens a bridge from a port to a unix socket |
final class Orders {

  private final ServerSocketChannel server;
  private final List<OneRouter> routers;
  private final List<String> steps = new ArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);

  Orders(ServerSocketChannel server, List<OneRouter> routers) {
    this.server = server;
    this.routers = routers;
  }

  /// Says what is being done at the start.
  synchronized void tell(String step) {
    steps.add("step\t" + step);
    notifyAll();
  }

  /// Says how the start ended.
  synchronized void end(String answer) {
    steps.add(answer);
    notifyAll();
    open.countDown();
  }

  void serve() throws IOException {
    while (true) {
      var channel = server.accept();
      Thread.ofVirtual().name("orders").start(() -> serve(channel));
    }
  }

  private void serve(SocketChannel channel) {
    try (channel;
        var in = new BufferedReader(Channels.newReader(channel, UTF_8));
        var out = new BufferedWriter(Channels.newWriter(channel, UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("await")) {
          followStart(out);
        } else {
          say(out, answer(line.split("\t", -1)));
        }
      }
    } catch (IOException _) {
      // Whoever gave orders is gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void followStart(BufferedWriter out) throws IOException, InterruptedException {
    for (var next = 0; ; next++) {
      var line = step(next);
      say(out, line);
      if (!line.startsWith("step")) {
        return;
      }
    }
  }

  private synchronized String step(int number) throws InterruptedException {
    while (steps.size() <= number) {
      wait();
    }
    return steps.get(number);
  }

  private String answer(String... words) throws InterruptedException {
    open.await();
    try {
      return switch (words[0]) {
        case "set" -> {
          routers.get(Integer.parseInt(words[1])).set(words[2], words[3]);
          yield "ok";
        }
        case "meet" -> {
          var stranger = Identities.read(Path.of(words[1]));
          for (var router : routers) {
            router.meet(stranger);
            router.greet(stranger);
          }
          yield "ok";
        }
        case "met" -> {
          var hash = Identities.read(Path.of(words[1])).getIdentity().getHash();
          yield routers.stream().allMatch(router -> router.isConnectedTo(hash)) ? "ok" : "no";
        }
        case "knows" -> {
          var hash = new Hash(Base64.decode(words[1]));
          yield routers.stream().allMatch(router -> router.has(hash)) ? "ok" : "no";
        }
        case "in" -> {
          Bridge.toPort(Path.of(words[1]), Integer.parseInt(words[2]));
          yield "ok";
        }
        case "out" -> {
          Bridge.fromPort(Integer.parseInt(words[1]), Path.of(words[2]));
          yield "ok";
        }
        default -> "no\tunknown order";
      };
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return "no\t" + e;
    }
  }

  private static void say(BufferedWriter out, String line) throws IOException {
    out.write(line);
    out.write('\n');
    out.flush();
  }
}
