package sotto.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sotto.spi.NetworkException.AddressRejected;
import sotto.spi.NetworkException.ConfigRejected;
import sotto.spi.NetworkException.DialTimeout;
import sotto.spi.NetworkException.Fault;
import sotto.spi.NetworkException.KeyInUse;
import sotto.spi.NetworkException.KeyRejected;
import sotto.spi.NetworkException.LimitReached;
import sotto.spi.NetworkException.LinkLost;
import sotto.spi.NetworkException.NetworkClosed;
import sotto.spi.NetworkException.NetworkDown;
import sotto.spi.NetworkException.NoBackend;
import sotto.spi.NetworkException.PeerUnreachable;
import sotto.spi.NetworkException.Reason;
import sotto.spi.NetworkException.Retry;

/// X1 and X2 of [NetworkException].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkExceptionTest {

  private final IOException cause = new IOException("the cause");

  Stream<NetworkException> withCause() {
    return Stream.of(
        new AddressRejected(Reason.FOREIGN, "m", cause),
        new KeyRejected("m", cause),
        new NetworkDown(Reason.NO_DAEMON, "m", cause),
        new PeerUnreachable(Reason.AWAY, "m", cause),
        new DialTimeout("m", cause),
        new LinkLost(Reason.RESET, "m", cause),
        new LimitReached("m", cause),
        new KeyInUse("m", cause),
        new ConfigRejected("control.port", "m", cause),
        new NoBackend("m", cause),
        new NetworkClosed("m", cause));
  }

  Stream<NetworkException> withoutCause() {
    return Stream.of(
        new AddressRejected(Reason.FOREIGN, "m"),
        new KeyRejected("m"),
        new NetworkDown(Reason.NO_DAEMON, "m"),
        new PeerUnreachable(Reason.AWAY, "m"),
        new DialTimeout("m"),
        new LinkLost(Reason.RESET, "m"),
        new LimitReached("m"),
        new KeyInUse("m"),
        new ConfigRejected("control.port", "m"),
        new NoBackend("m"),
        new NetworkClosed("m"));
  }

  @ParameterizedTest
  @MethodSource("withCause")
  void everyFailureCarriesItsMessageItsCauseAndAReason(NetworkException failure) {
    assertThat(failure).hasMessage("m").hasCause(cause);
    assertThat(failure.fault()).isEqualTo(failure.reason().fault());
    assertThat(failure.retry()).isEqualTo(failure.reason().retry());
  }

  @ParameterizedTest
  @MethodSource("withoutCause")
  void noFailureNeedsACause(NetworkException failure) {
    assertThat(failure).hasMessage("m").hasNoCause();
  }

  @Test
  void thereIsOneSampleOfEverySubclassAboveAndNoOtherCanBeMade() {
    List<Class<?>> samples = new ArrayList<>();
    withCause().forEach(sample -> samples.add(sample.getClass()));

    assertThat(NetworkException.class.isSealed()).isTrue();
    assertThat(NetworkException.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(samples)
        .allMatch(type -> Modifier.isFinal(type.getModifiers()));
  }

  /// What a caller can do next, by a `switch` that would not compile if a case were missing.
  @Test
  void aCallerCanSwitchOverAllOfThemWithoutADefault() {
    var ours = withCause().filter(failure -> advice(failure).contains("ours")).toList();

    assertThat(ours).hasSize(9).noneMatch(failure -> failure.fault() == Fault.PEER);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonSaysWhoseFaultItIsAndWhenToTryAgain(Reason reason) {
    assertThat(reason.fault()).isIn(EnumSet.allOf(Fault.class));
    assertThat(reason.retry()).isIn(EnumSet.allOf(Retry.class));
  }

  @Test
  void onlyWhatAPeerDidCountsAgainstIt() {
    assertThat(Reason.values())
        .filteredOn(reason -> reason.fault() == Fault.PEER)
        .containsExactlyInAnyOrder(
            Reason.NOT_FOUND, Reason.AWAY, Reason.REFUSED, Reason.REQUIRES_AUTH, Reason.RESET);
  }

  @Test
  void onlyWhatCanNeverWorkIsNeverTriedAgain() {
    assertThat(Reason.values())
        .filteredOn(reason -> reason.retry() == Retry.NEVER)
        .containsExactlyInAnyOrder(
            Reason.MALFORMED, Reason.FOREIGN, Reason.UNSUPPORTED, Reason.BAD_KEY, Reason.CLOSED);
  }

  @Test
  void aRejectedSettingIsNamed() {
    assertThat(new ConfigRejected("control.port", "m").setting()).isEqualTo("control.port");
  }

  private static String advice(NetworkException failure) {
    return switch (failure) {
      case AddressRejected _ -> "ours: forget the address";
      case KeyRejected _ -> "ours: restore the right key";
      case NetworkDown _ -> "ours: wait for the status";
      case PeerUnreachable _ -> "theirs: try another peer";
      case DialTimeout _ -> "ours: try with more time";
      case LinkLost _ -> "theirs: dial again";
      case LimitReached _ -> "ours: close what is not needed";
      case KeyInUse _ -> "ours: close the other listener";
      case ConfigRejected _ -> "ours: correct the setting";
      case NoBackend _ -> "ours: add a jar";
      case NetworkClosed _ -> "ours: stop";
    };
  }
}
