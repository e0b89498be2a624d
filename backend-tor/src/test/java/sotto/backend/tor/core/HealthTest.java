package sotto.backend.tor.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sotto.backend.tor.control.ControlEvent.Bootstrap;
import sotto.backend.tor.control.ControlEvent.Circuits;
import sotto.backend.tor.control.ControlEvent.ClockSkew;
import sotto.backend.tor.control.ControlEvent.Liveness;
import sotto.spi.NetworkStatus.Blockage;
import sotto.spi.NetworkStatus.Phase;
import sotto.tck.Rule;

class HealthTest {

  private static final Bootstrap DONE = new Bootstrap(100, "done", "Done", "", "", 0, false);
  private static final Health READY = Health.asked(DONE, true, true);

  @Test
  @Rule("S4")
  void aHundredPercentWithoutCircuitsIsNotReady() {
    var status = Health.asked(DONE, false, true).status(0);

    assertThat(status.phase()).isEqualTo(Phase.STARTING);
    assertThat(status.percent()).isEqualTo(100);
    assertThat(status.usable()).isFalse();
  }

  @Test
  @Rule("S4")
  void progressMayFall() {
    var before = Health.asked(progress(60, "", ""), false, true);

    var after = before.heard(progress(30, "", ""));

    assertThat(after.status(0).percent()).isEqualTo(30);
    assertThat(after.status(0).phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  @Rule("S5")
  void aWrongClockIsNamedWithTheAmountAndForgottenOnceCircuitsAreBuiltAgain() {
    var skewed = READY.heard(new ClockSkew(-3600, "CONSENSUS"));

    assertThat(skewed.status(0).blockage()).isEqualTo(Blockage.CLOCK_SKEW);
    assertThat(skewed.status(0).phase()).isEqualTo(Phase.DEGRADED);
    assertThat(skewed.status(0).detail()).contains("3600 seconds behind");

    var mended = skewed.heard(new Circuits(false, "CLOCK_JUMPED")).heard(new Circuits(true, ""));

    assertThat(mended.status(0).phase()).isEqualTo(Phase.READY);
    assertThat(mended.status(0).blockage()).isEqualTo(Blockage.NONE);
  }

  @Test
  @Rule("S5")
  void whoeverWasReadyAndLosesItsCircuitsIsDownForWantOfARoute() {
    var lost = READY.heard(new Circuits(false, "NO_ROUTE"));

    assertThat(lost.status(0).phase()).isEqualTo(Phase.DOWN);
    assertThat(lost.status(0).blockage()).isEqualTo(Blockage.NO_ROUTE);
    assertThat(lost.heard(new Circuits(true, "")).status(0).phase()).isEqualTo(Phase.READY);
  }

  @Test
  @Rule("S5")
  void aMachineWithoutNetworkIsNamed() {
    var cut = READY.heard(new Liveness(false)).status(0);

    assertThat(cut.phase()).isEqualTo(Phase.DOWN);
    assertThat(cut.blockage()).isEqualTo(Blockage.NO_ROUTE);
    assertThat(cut.detail()).contains("no network");
  }

  @Test
  @Rule("S5")
  void failingBeforeTheFirstHandshakeLooksLikeCensorshipAndLaterLikeALackOfRoute() {
    var early = Health.asked(progress(5, "Connection timed out", "TIMEOUT"), false, true);
    var late = Health.asked(progress(75, "Connection timed out", "TIMEOUT"), false, true);
    var none = Health.asked(progress(5, "No route to host", "NOROUTE"), false, true);

    assertThat(early.status(0).blockage()).isEqualTo(Blockage.CENSORED);
    assertThat(late.status(0).blockage()).isEqualTo(Blockage.NO_ROUTE);
    assertThat(none.status(0).blockage()).isEqualTo(Blockage.NO_ROUTE);
    assertThat(early.status(0).detail()).contains("timed out");
  }

  @Test
  void askingAgainForgetsNothingThatOnlyEventsTell() {
    var skewed = READY.heard(new ClockSkew(7200, "CONSENSUS"));

    assertThat(Health.asked(DONE, true, true).carriedOver(skewed).status(0).blockage())
        .isEqualTo(Blockage.CLOCK_SKEW);
    assertThat(Health.asked(DONE, false, true).carriedOver(READY).status(0).phase())
        .isEqualTo(Phase.DOWN);
  }

  private static Bootstrap progress(int percent, String warning, String reason) {
    return new Bootstrap(percent, "step", "A step", warning, reason, 1, true);
  }
}
