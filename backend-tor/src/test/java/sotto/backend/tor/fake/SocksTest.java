package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sotto.tck.Fault;

/// What the SOCKS port of a fake answers, which is what a private network's tor 0.4.9.11 answered.
@Timeout(60)
class SocksTest {

  private static final String NOBODY = "25njqamcweflpvkl73j4szahhihoc4xt3ktcgjnpaingr5yhkenl5sid";

  private final FakeTorNetwork network;
  private final FakeTor near;
  private final FakeTor far;

  SocksTest() throws IOException {
    network = new FakeTorNetwork();
    near = network.start();
    far = network.start();
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
  }

  @Test
  void anOnionIsReachedAndItsBytesGoBothWays() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      socks.write("there".getBytes(US_ASCII));
      RawSocks.write(accepted, "back".getBytes(US_ASCII));

      assertThat(RawSocks.read(accepted, 5)).asString(US_ASCII).isEqualTo("there");
      assertThat(RawSocks.read(socks.channel(), 4)).asString(US_ASCII).isEqualTo("back");
    }
  }

  @Test
  void anOnionMayLeadToAPort() throws Exception {
    int port;
    String id;
    try (var control = RawControl.in(far)) {
      try (var server = ServerSocketChannel.open()) {
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        var reply = control.ask("ADD_ONION NEW:BEST Flags=DiscardPK Port=1,127.0.0.1:" + port);
        id = reply.lines().findFirst().orElse("").replace("250-ServiceID=", "");
        try (var socks = RawSocks.to(near, id, 1);
            var accepted = server.accept()) {
          socks.write("x".getBytes(US_ASCII));

          assertThat(RawSocks.read(accepted, 1)).asString(US_ASCII).isEqualTo("x");
        }
      }

      assertThat(RawSocks.code(near, id + ".onion", 1)).isEqualTo("05");
    }
  }

  @Test
  void whatComesBeforeTheAnswerArrivesToo() throws Exception {
    near.inject(Fault.DIALS_STALL);
    try (var onion = Onion.at(far);
        var socks = RawSocks.asking(near, onion.host(), Onion.PORT, "user")) {
      socks.write("early".getBytes(US_ASCII));
      near.heal();
      try (var accepted = onion.accept()) {
        assertThat(RawSocks.read(accepted, 5)).asString(US_ASCII).isEqualTo("early");
      }
    }
  }

  @Test
  void theNameIsReadWithLabelsBeforeItAndInCapitals() throws Exception {
    try (var onion = Onion.at(far)) {
      assertThat(RawSocks.code(near, "a.b." + onion.host(), Onion.PORT)).isEqualTo("00");
      assertThat(RawSocks.code(near, onion.host().toUpperCase(Locale.ROOT), Onion.PORT))
          .isEqualTo("00");
    }
  }

  @Test
  void aPortWithoutATargetIsRefusedAndOpenStreamsStay() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT + 1)).isEqualTo("05");
      assertThat(RawSocks.code(near, onion.host(), 0)).isEqualTo("01");
      socks.write("x".getBytes(US_ASCII));

      assertThat(RawSocks.read(accepted, 1)).hasSize(1);
    }
  }

  @Test
  void aTargetWhereNobodyListensIsAGeneralFailure() throws Exception {
    try (var onion = Onion.at(far)) {
      onion.closeTarget();

      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("01");
    }
  }

  @Test
  void anOnionThatNobodyHasIsNotFound() throws Exception {
    assertThat(RawSocks.code(near, NOBODY + ".onion", 1)).isEqualTo("f0");
  }

  @Test
  void anOnionThatIsGoneFailsAtTheIntroduction() throws Exception {
    String host;
    try (var onion = Onion.at(far)) {
      host = onion.host();
      onion.control().ask("DEL_ONION " + onion.id());
      assertThat(RawSocks.code(near, host, Onion.PORT)).isEqualTo("f2");
    }
  }

  @Test
  void aCircuitMayHangThatWentToAnOnionThatIsGone() throws Exception {
    var hanging = network.start(Setup.ordinary().withHangingCircuits());
    try (var onion = Onion.at(far)) {
      assertThat(RawSocks.code(hanging, onion.host(), Onion.PORT)).isEqualTo("00");
      onion.control().ask("DEL_ONION " + onion.id());
      try (var same = RawSocks.asking(hanging, onion.host(), Onion.PORT, "user");
          var other = RawSocks.asking(hanging, onion.host(), Onion.PORT, "other")) {
        assertThat(other.code()).isEqualTo("f2");
        same.channel().configureBlocking(false);
        assertThat(same.channel().read(ByteBuffer.allocate(1))).isZero();
      }
    }
  }

  @Test
  void aDialIsAnsweredAsATestHasWritten() throws Exception {
    near.answerDial(0xf7);
    near.answerDial(0xf1);

    assertThat(RawSocks.code(near, NOBODY + ".onion", 1)).isEqualTo("f7");
    assertThat(RawSocks.code(near, NOBODY + ".onion", 1)).isEqualTo("f1");
    assertThat(RawSocks.code(near, NOBODY + ".onion", 1)).isEqualTo("f0");
  }

  @Test
  void anOnionEndsWithItsControllerAndItsStreamsDoNot() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept();
        var other = RawControl.in(far)) {
      onion.control().close();
      while (!far.onions().isEmpty()) {
        other.ask("GETINFO version");
      }

      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f2");
      socks.write("x".getBytes(US_ASCII));
      assertThat(RawSocks.read(accepted, 1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25njqamcweflpvkl73j4szahhihoc4xt3ktcgjnpaingr5yhkenl5sie.onion",
    "abcdefghijklmnop.onion",
    "foo.onion",
    "onion.onion"
  })
  void aNameThatIsNoOnionsIsABadAddress(String host) throws Exception {
    assertThat(RawSocks.code(near, host, 1)).isEqualTo("f6");
  }

  @Test
  void whatIsNoOnionIsRefusedAndRemembered() throws Exception {
    assertThat(RawSocks.code(near, "example.com", 80)).isEqualTo("01");
    assertThat(near.leaks()).containsExactly("example.com:80");
    assertThat(far.leaks()).isEmpty();
  }

  @Test
  void aDescriptorForFewOpensWithTheRightKeyOnly() throws Exception {
    var name = "R5AMLLNWR4SWESXFWIKOU5T2N3EU3AU5HV5V4GWRXJXT4IJYFBPQ";
    var right = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    var wrong = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=";
    try (var onion = Onion.at(far, "NEW:BEST Flags=DiscardPK,V3Auth ClientAuthV3=" + name);
        var control = RawControl.in(near)) {
      var add = "ONION_CLIENT_AUTH_ADD " + onion.id() + " x25519:";

      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f4");
      assertThat(control.ask(add + wrong)).isEqualTo("250 OK");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f5");
      assertThat(control.ask(add + right)).isEqualTo("252 Registered client and decrypted desc");
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("00");
      control.ask("ONION_CLIENT_AUTH_REMOVE " + onion.id());
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f4");
    }
  }

  @Test
  void streamsWithOtherCredentialsHaveOtherCircuits() throws Exception {
    try (var onion = Onion.at(far)) {
      for (var user : new String[] {"one", "two", "one"}) {
        try (var socks = RawSocks.asking(near, onion.host(), Onion.PORT, user)) {
          assertThat(socks.code()).isEqualTo("00");
        }
      }

      assertThat(near.circuits())
          .containsExactly(
              new Circuit(new Circuit.Key("one", "pw", onion.id()), 2),
              new Circuit(new Circuit.Key("two", "pw", onion.id()), 1));
    }
  }
}
