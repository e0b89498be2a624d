package sotto.testnet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./sotto testnet`: says how to join, and leaves nothing behind.
@Timeout(180)
class MainTest {

  @Test
  void theCommandSaysHowToJoinAndIsGoneWhenItIsTerminated() throws Exception {
    Part.program("tor");
    var process = ChildJvm.start("sotto.testnet.Main", "tor", "--clients", "1", "--json");
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var ready = JsonParser.parseString(out.readLine()).getAsJsonObject();
      var client = ready.getAsJsonArray("clients").get(0).getAsJsonObject();
      var control = Path.of(client.get("control").getAsString());

      assertThat(ready.get("v").getAsInt()).isOne();
      assertThat(control).exists();
      assertThat(client.getAsJsonObject("settings").get("control").getAsString())
          .isEqualTo("unix:" + control);
      assertThat(client.get("curl").getAsString()).contains("socks5h://localhost/");
      assertThat(Path.of(ready.get("binary").getAsString())).isExecutable();

      process.destroy();

      assertThat(process.waitFor()).isEqualTo(143);
      assertThat(control.getParent().getParent()).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anI2pNetworkSaysHowToJoinAndIsGoneWhenItIsTerminated() throws Exception {
    Part.leaveOutOnRequest("i2p");
    var process =
        ChildJvm.start("sotto.testnet.Main", "i2p", "--routers", "2", "--hops", "1", "--json");
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var ready = JsonParser.parseString(out.readLine()).getAsJsonObject();
      var router = ready.getAsJsonArray("routers").get(1).getAsJsonObject();
      var embedded = ready.getAsJsonObject("embedded");
      var seeds = Path.of(embedded.get("router.seeds").getAsString());

      assertThat(ready.get("v").getAsInt()).isOne();
      assertThat(router.get("kind").getAsString()).isEqualTo("java");
      assertThat(router.getAsJsonObject("settings").get("i2cp")).isEqualTo(router.get("i2cp"));
      assertThat(seeds).isDirectory();

      process.destroy();

      assertThat(process.waitFor()).isEqualTo(143);
      assertThat(seeds.getParent()).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutANetworkItSaysWhichThereAre() {
    var said = new StringWriter();

    var exit = Main.line().setErr(new PrintWriter(said)).execute();

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains("sotto testnet tor", "sotto testnet i2p");
  }

  @Test
  void aNumberOfClientsThatCannotBeIsRefusedBeforeAnythingStarts() {
    var said = new StringWriter();

    var exit = Main.line().setErr(new PrintWriter(said)).execute("tor", "--clients", "0");

    assertThat(exit).isOne();
    assertThat(said.toString()).contains("1 to 16 clients");
  }
}
