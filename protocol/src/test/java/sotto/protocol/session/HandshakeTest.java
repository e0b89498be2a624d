package sotto.protocol.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sotto.protocol.session.Pair.ADDRESS;
import static sotto.protocol.session.Pair.DIALLER;
import static sotto.protocol.session.Pair.LISTENER;
import static sotto.protocol.session.Pair.random;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import sotto.protocol.crypto.Bytes;
import sotto.protocol.crypto.Domain;
import sotto.spi.Address;

/// The handshake without any link: every way to get it wrong, and what it is called.
final class HandshakeTest {

  private final Handshake dialler = Handshake.dialler(DIALLER, ADDRESS, random(1));
  private final Handshake listener = Handshake.listener(LISTENER, ADDRESS, random(2));

  @Test
  void allMessagesHaveTheLengthOfTheSmallestFrame() throws Exception {
    var first = dialler.write();
    listener.read(first);
    var second = listener.write();
    dialler.read(second);
    var third = dialler.write();
    listener.read(third);

    assertThat(List.of(first.size(), second.size(), third.size())).containsOnly(488);
    assertThat(dialler.peer()).isEqualTo(LISTENER.id());
    assertThat(listener.peer()).isEqualTo(DIALLER.id());
    assertThat(listener.channelBinding()).isEqualTo(dialler.channelBinding());
  }

  @Test
  void noIdentityCrossesTheLinkInClear() throws Exception {
    var first = dialler.write();
    listener.read(first);
    var second = listener.write();
    dialler.read(second);
    var seen = new String(Bytes.concat(first, second, dialler.write()).toArray(), ISO_8859_1);

    for (var identity : List.of(DIALLER, LISTENER)) {
      var key = new String(identity.id().key().slice(0, 8).toArray(), ISO_8859_1);
      assertThat(seen).doesNotContain(key);
    }
  }

  @Test
  void everyByteOfTheFirstMessageCounts() throws Exception {
    var first = dialler.write();
    for (var i = 0; i < first.size(); i++) {
      var fresh = Handshake.listener(LISTENER, ADDRESS, random(2));
      var flipped = flip(first, i);
      if (i < 64) {
        assertRejected(Rejection.WRONG_ADDRESS, () -> fresh.read(flipped));
      } else {
        fresh.read(flipped);
        var answer = fresh.write();
        var again = Handshake.dialler(DIALLER, ADDRESS, random(1));
        again.write();
        assertRejected(Rejection.BAD_NOISE, () -> again.read(answer));
      }
    }
  }

  @Test
  void everyByteOfTheSecondMessageCounts() throws Exception {
    listener.read(dialler.write());
    var second = listener.write();
    for (var i = 0; i < second.size(); i++) {
      var fresh = Handshake.dialler(DIALLER, ADDRESS, random(1));
      fresh.write();
      var flipped = flip(second, i);
      assertRejected(Rejection.BAD_NOISE, () -> fresh.read(flipped));
    }
  }

  @Test
  void everyByteOfTheThirdMessageCounts() throws Exception {
    var first = dialler.write();
    listener.read(first);
    dialler.read(listener.write());
    var third = dialler.write();
    for (var i = 0; i < third.size(); i++) {
      var fresh = Handshake.listener(LISTENER, ADDRESS, random(2));
      fresh.read(first);
      fresh.write();
      var flipped = flip(third, i);
      assertRejected(Rejection.BAD_NOISE, () -> fresh.read(flipped));
    }
  }

  @Test
  void aPeerThatDialledAnotherAddressIsRefusedBeforeAnyAnswer() {
    var others =
        List.of(
            ADDRESS.withPort(81),
            ADDRESS.withPort(Address.NO_PORT),
            Address.of("mem", new byte[] {1, 2, 4}).withPort(80),
            Address.of("men", new byte[] {1, 2, 3}).withPort(80));
    for (var other : others) {
      var stray = Handshake.dialler(DIALLER, other, random(1));
      var fresh = Handshake.listener(LISTENER, ADDRESS, random(2));
      assertRejected(Rejection.WRONG_ADDRESS, () -> fresh.read(stray.write()));
    }
  }

  @Test
  void theVersionIsPartOfWhatBothMustAgreeOn() {
    assertThat(Handshake.prologue(1, ADDRESS)).isNotEqualTo(Handshake.prologue(2, ADDRESS));
  }

  @Test
  void anAnswerToAnotherHelloIsRefused() throws Exception {
    listener.read(dialler.write());
    var other = Handshake.dialler(DIALLER, ADDRESS, random(7));
    other.write();

    var recorded = listener.write();

    assertRejected(Rejection.BAD_NOISE, () -> other.read(recorded));
  }

  @Test
  void aRecordedHandshakeCannotBePlayedToTheListenerAgain() throws Exception {
    var first = dialler.write();
    listener.read(first);
    dialler.read(listener.write());
    var third = dialler.write();

    var again = Handshake.listener(LISTENER, ADDRESS, random(8));
    again.read(first);
    again.write();

    assertRejected(Rejection.BAD_NOISE, () -> again.read(third));
  }

  @Test
  void whatWeSayCannotBeReflectedToUs() throws Exception {
    var first = dialler.write();

    assertRejected(Rejection.BAD_NOISE, () -> dialler.read(first));
  }

  @Test
  void aKeyOfSmallOrderIsRefused() {
    for (var small : List.of("00".repeat(32), "01" + "00".repeat(31))) {
      var key = Bytes.owned(java.util.HexFormat.of().parseHex(small));
      var fresh = Handshake.listener(LISTENER, ADDRESS, random(2));
      assertRejected(
          Rejection.BAD_NOISE,
          () -> {
            fresh.read(Forger.hello(key));
            fresh.write();
          });
    }
  }

  @Test
  void whoClaimsAnotherIdentityIsRefused() throws Exception {
    var forger = new Forger(listener);

    assertRejected(
        Rejection.FORGED_IDENTITY,
        () -> listener.read(forger.proof(LISTENER.id().key(), DIALLER, 0)));
  }

  @Test
  void whoSignsForTheOtherRoleIsRefused() throws Exception {
    var forger = new Forger(listener);

    assertRejected(
        Rejection.FORGED_IDENTITY,
        () -> listener.read(forger.proof(Domain.HANDSHAKE_LISTENER, DIALLER)));
  }

  @Test
  void aKeyThatNobodyOwnsIsNoIdentity() throws Exception {
    var forger = new Forger(listener);

    assertRejected(
        Rejection.FORGED_IDENTITY,
        () -> listener.read(forger.proof(Bytes.owned(new byte[32]), DIALLER, 0)));
  }

  @Test
  void whoProvesOurOwnIdentityIsOurselves() throws Exception {
    var forger = new Forger(listener);

    assertRejected(
        Rejection.SELF, () -> listener.read(forger.proof(LISTENER.id().key(), LISTENER, 0)));
  }

  @Test
  void somethingBehindTheProofIsRefused() throws Exception {
    var forger = new Forger(listener);

    assertRejected(
        Rejection.BAD_PADDING, () -> listener.read(forger.proof(DIALLER.id().key(), DIALLER, 1)));
  }

  @Test
  void whatAForgerSaysHonestlyIsAccepted() throws Exception {
    listener.read(new Forger(listener).proof(DIALLER.id().key(), DIALLER, 0));

    assertThat(listener.peer()).isEqualTo(DIALLER.id());
  }

  @Test
  void aStepOutOfTurnIsOurOwnFault() throws Exception {
    assertThatThrownBy(listener::write).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> dialler.read(Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(dialler::peer).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> listener.read(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Returns a first message that [Pair#LISTENER] would answer.
  static Bytes hello() throws SessionException {
    return Handshake.dialler(DIALLER, ADDRESS, random(1)).write();
  }

  private static void assertRejected(Rejection rejection, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SessionException.Refused.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }

  private static Bytes flip(Bytes message, int index) {
    var bytes = message.toArray();
    bytes[index] ^= (byte) (1 << index % 8);
    return Bytes.owned(bytes);
  }
}
