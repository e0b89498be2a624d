package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the SOCKS port of a fake answers to odd clients, which is what tor 0.4.9.11 answered.
@Timeout(60)
class SocksProtocolTest {

  private final FakeTorNetwork network;
  private final FakeTor near;

  SocksProtocolTest() throws IOException {
    network = new FakeTorNetwork();
    near = network.start();
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
  }

  /// Each line has what a client says and what tor answered before it hung up.
  @ParameterizedTest
  @CsvSource({
    "050101, 05ff",
    "0501020501610162, 050205010004000000000000000000000000000000000000",
    "05010005020003036162630050, 050005070001000000000000",
    "05010005030003036162630050, 050005070001000000000000",
    "05010005010003000050, 050005010001000000000000",
    "05010005010007, 050005010001000000000000",
    "05010004, 0500005b000000000000",
    "000102, ''",
    "160301, ''"
  })
  void anOddRequestIsAnsweredAsTorDoes(String said, String answered) throws Exception {
    try (var socks = new RawSocks(near)) {
      socks.write(said);

      assertThat(socks.read(100)).isEqualTo(answered);
    }
  }

  @Test
  void passwordsArePreferredToNothingAndMayBeEmpty() throws Exception {
    try (var socks = new RawSocks(near)) {
      socks.write("05020002");
      assertThat(socks.read(2)).isEqualTo("0502");
      socks.write("010000");
      assertThat(socks.read(2)).isEqualTo("0100");
    }
  }

  @Test
  void aBrowserIsToldThatThisIsNoHttpProxy() throws Exception {
    try (var socks = new RawSocks(near)) {
      socks.write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

      assertThat(RawSocks.read(socks.channel(), 12)).asString(US_ASCII).isEqualTo("HTTP/1.0 501");
    }
  }
}
