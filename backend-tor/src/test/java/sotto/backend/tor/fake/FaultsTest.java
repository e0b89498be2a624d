package sotto.backend.tor.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.tck.Fault;

/// Each fault of the daemon, as a controller and a SOCKS client see it.
@Timeout(60)
class FaultsTest {

  private static final String QUESTION = "GETINFO version";
  private static final String ANSWER = "250-version=0.4.9.11\n250 OK";

  private final FakeTorNetwork network;
  private final FakeTor near;
  private final FakeTor far;

  FaultsTest() throws IOException {
    network = new FakeTorNetwork();
    near = network.start();
    far = network.start();
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
  }

  @Test
  void aDaemonThatIsGoneTakesEverythingAlong() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      var cookie = Files.readAllBytes(far.cookieFile());
      onion.control().events(18);
      far.inject(Fault.DAEMON_GONE);

      assertThat(onion.control().event()).isEqualTo(RawControl.HUNG_UP);
      assertThat(RawSocks.read(accepted, 1)).isEmpty();
      assertThat(RawSocks.read(socks.channel(), 1)).isEmpty();
      assertThatThrownBy(() -> new RawControl(far.control())).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> new RawSocks(far)).isInstanceOf(IOException.class);
      assertThat(far.control()).doesNotExist();
      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f2");

      far.heal();

      assertThat(far.onions()).isEmpty();
      assertThat(Files.readAllBytes(far.cookieFile())).isNotEqualTo(cookie);
      try (var control = RawControl.in(far)) {
        assertThat(control.ask(QUESTION)).isEqualTo(ANSWER);
        assertThat(control.ask("GETINFO onions/current")).isEqualTo("250-onions/current=\n250 OK");
      }
    }
  }

  @Test
  void aSilentDaemonTakesConnectionsAndSaysNothingUntilHealed() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept();
        var control = RawControl.in(near)) {
      near.inject(Fault.DAEMON_SILENT);
      control.say(QUESTION);
      socks.write("late".getBytes(US_ASCII));
      try (var dialled = new RawSocks(near)) {
        dialled.write("050102");
        accepted.configureBlocking(false);
        dialled.channel().configureBlocking(false);

        assertThat(accepted.read(ByteBuffer.allocate(1))).isZero();
        assertThat(dialled.channel().read(ByteBuffer.allocate(1))).isZero();

        near.heal();
        accepted.configureBlocking(true);
        dialled.channel().configureBlocking(true);
        assertThat(control.reply()).isEqualTo(ANSWER);
        assertThat(dialled.read(2)).isEqualTo("0502");
        assertThat(RawSocks.read(accepted, 4)).asString(US_ASCII).isEqualTo("late");
      }
    }
  }

  @Test
  void aGarbledDaemonAnswersWithNothingOfTheProtocol() throws Exception {
    try (var control = RawControl.in(near)) {
      near.inject(Fault.DAEMON_GARBLED);
      control.say("ADD_ONION NEW:BEST Port=1");

      assertThat(control.line().orElseThrow()).doesNotMatch("\\d{3}[ +-].*");
      assertThat(near.onions()).isEmpty();
      try (var socks = new RawSocks(near)) {
        socks.write("050102");
        assertThat(socks.read(2)).doesNotStartWith("05");
      }
      near.heal();
      assertThat(control.ask(QUESTION)).isEqualTo(ANSWER);
    }
  }

  @Test
  void anOversizedAnswerHasNoEnd() throws Exception {
    near.inject(Fault.DAEMON_OVERSIZED);
    try (var control = new RawControl(near.control());
        var socks = new RawSocks(near)) {
      control.say("PROTOCOLINFO 1");
      socks.write("050102");

      assertThatThrownBy(control::line).isInstanceOf(Lines.TooLong.class);
      assertThat(socks.read(1 << 20)).hasSize(2 << 20);
    }
  }

  @Test
  void aDaemonThatHangsUpSendsHalfAnAnswer() throws Exception {
    try (var onion = Onion.at(far);
        var control = RawControl.in(near)) {
      near.inject(Fault.DAEMON_HANGS_UP);
      control.say("PROTOCOLINFO 1");

      assertThat(control.line()).hasValue("250-PROTOCOLINFO 1");
      assertThat(control.line()).isEmpty();
      try (var socks = RawSocks.asking(near, onion.host(), Onion.PORT, "user")) {
        assertThat(socks.read(22)).hasSize(22).startsWith("0500");
      }
    }
  }

  @Test
  void aDaemonThatRefusesOurLoginSaysSoAndHangsUp() throws Exception {
    near.inject(Fault.DAEMON_REFUSES_LOGIN);
    try (var control = RawControl.in(near)) {
      assertThat(control.ask(QUESTION)).isEqualTo(RawControl.HUNG_UP);
    }
    assertThat(near.logins()).isZero();
    assertThat(near.bytesBeforeLogin()).isPositive();
    near.heal();
    try (var control = RawControl.in(near)) {
      assertThat(control.ask(QUESTION)).isEqualTo(ANSWER);
    }
    assertThat(near.logins()).isEqualTo(1);
  }

  @Test
  void stalledDialsWaitAndThoseWhoGaveUpNeverArrive() throws Exception {
    try (var onion = Onion.at(far)) {
      for (var stalled : new FakeTor[] {near, far}) {
        stalled.inject(Fault.DIALS_STALL);
        var gone = RawSocks.asking(near, onion.host(), Onion.PORT, "gone");
        try (var socks = RawSocks.asking(near, onion.host(), Onion.PORT, "stays")) {
          socks.channel().configureBlocking(false);
          assertThat(socks.channel().read(ByteBuffer.allocate(1))).isZero();
          socks.channel().configureBlocking(true);
          gone.close();
          stalled.heal();

          assertThat(socks.code()).isEqualTo("00");
          try (var accepted = onion.accept()) {
            socks.write("stays".getBytes(US_ASCII));
            assertThat(RawSocks.read(accepted, 5)).asString(US_ASCII).isEqualTo("stays");
          }
        }
      }
    }
  }

  @Test
  void afterASleepOldConnectionsFailOnceTheyAreUsedAndNewOnesWork() throws Exception {
    try (var onion = Onion.at(far);
        var socks = RawSocks.to(near, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      far.inject(Fault.SUSPENDED);

      assertThat(RawSocks.code(near, onion.host(), Onion.PORT)).isEqualTo("f2");
      socks.write("x".getBytes(US_ASCII));
      assertThat(RawSocks.read(accepted, 1)).isEmpty();
      assertThat(onion.control().ask(QUESTION)).isEqualTo(RawControl.HUNG_UP);
      try (var again = Onion.at(far);
          var dialled = RawSocks.to(near, again.id(), Onion.PORT)) {
        assertThat(again.accept().isConnected()).isTrue();
        assertThat(dialled.channel().isOpen()).isTrue();
      }
    }
  }

  @Test
  void itSaysWhatATestHasWritten() throws Exception {
    try (var control = RawControl.in(near)) {
      near.script("getinfo version", "250-version=0.3\r\n250 OK\r\n");
      near.scriptAlways("SIGNAL", "551 no\r\n");

      assertThat(control.ask(QUESTION)).isEqualTo("250-version=0.3\n250 OK");
      assertThat(control.ask(QUESTION)).isEqualTo(ANSWER);
      assertThat(control.ask("SIGNAL NEWNYM") + control.ask("SIGNAL HUP"))
          .isEqualTo("551 no551 no");
      near.say("650 FOO\r\n");
      assertThat(control.event()).isEqualTo("650 FOO");
      assertThat(near.commands().stream().skip(1).collect(Collectors.joining(",")))
          .isEqualTo("GETINFO version,GETINFO version,SIGNAL NEWNYM,SIGNAL HUP");
    }
  }
}
