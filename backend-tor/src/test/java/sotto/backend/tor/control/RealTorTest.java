package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sotto.backend.tor.control.ControlEvent.Lost;
import sotto.backend.tor.control.Refused.Kind;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.Reason;
import sotto.spi.Secret;

/// A session with the machine's own tor, which is off every network.
@Timeout(120)
class RealTorTest {

  @TempDir Path directory;

  @Test
  void aCookieThatTorNamesLetsUsIn() throws Exception {
    try (var tor = TorProgram.start(directory, true, "CookieAuthentication 1");
        var control = Sessions.open(tor.control(), Login.offered())) {
      assertThat(control.version()).isGreaterThanOrEqualTo(TorVersion.SUPPORTED);
      assertThat(control.info("process/pid")).contains(String.valueOf(tor.pid()));
    }
  }

  @Test
  void aCookieThatIsNotTorsIsNoticedBeforeAnythingIsTold() throws Exception {
    var wrong = Files.write(directory.resolve("wrong"), new byte[32]);
    try (var tor = TorProgram.start(directory, true, "CookieAuthentication 1")) {
      // Tor's own proof does not fit our cookie, so ours is never sent.
      assertThatThrownBy(() -> Sessions.open(tor.control(), Login.offered().withCookie(wrong)))
          .isInstanceOf(NetworkDown.class)
          .extracting(e -> ((NetworkDown) e).reason())
          .isEqualTo(Reason.AUTHENTICATION);
    }
  }

  @Test
  void aFileThatIsNoCookieIsAnAuthenticationFailureWithARemedy() throws Exception {
    var wrong = Files.write(directory.resolve("wrong"), new byte[33]);
    try (var tor = TorProgram.start(directory, true, "CookieAuthentication 1")) {
      assertThatThrownBy(() -> Sessions.open(tor.control(), Login.offered().withCookie(wrong)))
          .isInstanceOf(NetworkDown.class)
          .hasMessageContaining("What to do: let this user read it")
          .hasMessageNotContaining(directory.toString())
          .extracting(e -> ((NetworkDown) e).reason())
          .isEqualTo(Reason.AUTHENTICATION);
    }
  }

  @Test
  void aPasswordLetsUsIn() throws Exception {
    var hash = "HashedControlPassword " + TorProgram.hash("open sesame \"x\"");
    try (var tor = TorProgram.start(directory, true, hash);
        var right =
            Secret.of("open sesame \"x\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var wrong = Secret.of(new byte[] {1})) {
      Sessions.open(tor.control(), Login.offered().withPassword(right)).close();

      assertThatThrownBy(() -> Sessions.open(tor.control(), Login.offered().withPassword(wrong)))
          .isInstanceOf(NetworkDown.class)
          .extracting(e -> ((NetworkDown) e).reason())
          .isEqualTo(Reason.AUTHENTICATION);
      assertThatThrownBy(() -> Sessions.open(tor.control(), Login.offered()))
          .hasMessageContaining("control.password");
    }
  }

  @Test
  void aPasswordHelpsWhereTheCookieCannotBeRead() throws Exception {
    var hash = "HashedControlPassword " + TorProgram.hash("sesame");
    try (var tor = TorProgram.start(directory, true, hash, "CookieAuthentication 1");
        var password = Secret.of("sesame".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      Files.delete(tor.cookie());

      Sessions.open(tor.control(), Login.offered().withPassword(password)).close();
    }
  }

  @Test
  void aTorThatAsksForNothingLetsUsIn() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      assertThat(control.alive()).isTrue();
    }
  }

  @Test
  void aControlPortOnLoopbackWorksLikeASocket() throws Exception {
    var port = directory.resolve("port");
    try (var _ =
        TorProgram.start(
            directory, false, "ControlPort 127.0.0.1:auto", "ControlPortWriteToFile " + port)) {
      var line =
          Files.readAllLines(port).stream().filter(text -> text.startsWith("PORT=")).findFirst();
      var endpoint = Endpoint.parse(line.orElseThrow().substring("PORT=".length()));
      try (var control = Sessions.open(endpoint, Login.offered())) {
        assertThat(control.info("version")).isPresent();
      }
    }
  }

  @Test
  void whatTorKnowsIsAsked() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      assertThat(control.info(List.of("version", "process/pid", "network-liveness")))
          .containsOnlyKeys("version", "process/pid", "network-liveness")
          .containsEntry("network-liveness", "down");
      assertThat(control.info("status/circuit-established")).contains("0");
      assertThat(control.info("config-text").orElseThrow()).contains("DisableNetwork 1\n");
      assertThat(control.info("onions/current")).contains("");
      assertThat(control.info("no/such/key")).isEmpty();
      assertThat(control.bootstrap().percent()).isZero();
      assertThat(control.socks()).isEmpty();
      assertThatThrownBy(() -> control.info(List.of("version", "no/such/key")))
          .isInstanceOf(Refused.class)
          .extracting(e -> ((Refused) e).kind())
          .isEqualTo(Kind.NO_SUCH_ARGUMENT);
    }
  }

  @Test
  void settingsAreReadChangedAndPutBack() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      control.setConf("ContactInfo", "a \"quoted\" \\ name");

      assertThat(control.conf("ContactInfo")).containsExactly("a \"quoted\" \\ name");
      control.resetConf("ContactInfo");
      assertThat(control.conf("ContactInfo")).isEmpty();
      assertThatThrownBy(() -> control.setConf("NoSuchOption", "1"))
          .isInstanceOf(Refused.class)
          .extracting(e -> ((Refused) e).kind())
          .isEqualTo(Kind.NO_SUCH_ARGUMENT);
    }
  }

  @Test
  void aLineBreakInAnArgumentNeverBecomesACommand() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      assertThatThrownBy(() -> control.setConf("ContactInfo", "x\r\nSIGNAL HALT"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> control.info("version\r\nSIGNAL HALT"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> control.delOnion("x\nSIGNAL HALT"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(control.info("version")).isPresent();
    }
  }

  @Test
  void everyTopicComes() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      assertThat(control.subscribe(EnumSet.allOf(Topic.class))).containsExactly(Topic.values());
      assertThat(control.subscribe(Set.of())).isEmpty();
    }
  }

  @Test
  void anOnionIsAddedOnceAndRemoved() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered());
        var key = Sessions.key()) {
      var target = new Endpoint.Unix(directory.resolve("listen"));
      var onion = new Onion(key, 80, target, Set.of(), false);

      var added = control.addOnion(onion);

      assertThat(added.service()).matches("[a-z2-7]{56}");
      assertThat(added.pow()).isFalse();
      assertThat(control.info("onions/current").orElseThrow().strip()).isEqualTo(added.service());
      assertThatThrownBy(() -> control.addOnion(onion))
          .isInstanceOf(Refused.class)
          .hasMessageNotContaining(added.service())
          .extracting(e -> ((Refused) e).kind())
          .isEqualTo(Kind.COLLISION);
      control.delOnion(added.service());
      assertThat(control.info("onions/current")).contains("");
      assertThatThrownBy(() -> control.delOnion(added.service()))
          .isInstanceOf(Refused.class)
          .extracting(e -> ((Refused) e).kind())
          .isEqualTo(Kind.NO_SUCH_ARGUMENT);
      assertThat(control.addOnion(onion)).isEqualTo(added);
    }
  }

  @Test
  void anOnionIsDefendedByProofOfWorkAndAdmitsOnlyItsCallers() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered());
        var key = Sessions.key()) {
      var target = new Endpoint.Tcp(false, 9_999);
      // The base point of X25519 is a public key like any other.
      var caller = "BE" + "A".repeat(50);

      var added = control.addOnion(new Onion(key, 1, target, Set.of(caller), true));

      assertThat(added.pow()).isTrue();
    }
  }

  @Test
  void aCredentialIsUsedAndForgotten() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered());
        var key = Sessions.key();
        var credential = Secret.of(Arrays.copyOf(Sessions.key().reveal(), 32))) {
      var target = new Endpoint.Tcp(false, 9_999);
      var service = control.addOnion(new Onion(key, 1, target, Set.of(), false)).service();

      control.authorize(service, credential);
      control.authorize(service, credential);
      control.unauthorize(service);
    }
  }

  @Test
  void aDescriptorIsLookedForAsFarAsTorCan() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered());
        var key = Sessions.key()) {
      var target = new Endpoint.Tcp(false, 9_999);
      var service = control.addOnion(new Onion(key, 1, target, Set.of(), false)).service();

      control.fetch(service);

      assertThat(control.info("sr/current")).isPresent();
    }
  }

  @Test
  void signalsAreTaken() throws Exception {
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered())) {
      control.signal(Control.Signal.ACTIVE);
      control.signal(Control.Signal.NEWNYM);

      assertThat(control.info("version")).isPresent();
    }
  }

  @Test
  void anOwnedTorEndsWithItsSessionAndAnotherDoesNot() throws Exception {
    try (var tor = TorProgram.start(directory, true)) {
      Sessions.open(tor.control(), Login.offered()).close();
      var control = Sessions.open(tor.control(), Login.offered());
      control.own();

      control.close();

      assertThat(tor.ends()).isTrue();
    }
  }

  @Test
  void aTorThatDiesIsALostSession() throws Exception {
    var seen = new Sessions.Seen();
    try (var tor = TorProgram.start(directory, true);
        var control = Sessions.open(tor.control(), Login.offered(), seen)) {
      tor.kill();

      assertThat(seen.next())
          .isInstanceOfSatisfying(
              Lost.class, lost -> assertThat(lost.why().reason()).isEqualTo(Reason.NO_DAEMON));
      assertThat(control.alive()).isFalse();
      assertThatThrownBy(() -> control.info("version")).isInstanceOf(NetworkDown.class);
    }
  }
}
