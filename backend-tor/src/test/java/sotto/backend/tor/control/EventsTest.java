package sotto.backend.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sotto.backend.tor.control.ControlEvent.Bootstrap;
import sotto.backend.tor.control.ControlEvent.Circuits;
import sotto.backend.tor.control.ControlEvent.ClockJumped;
import sotto.backend.tor.control.ControlEvent.ClockSkew;
import sotto.backend.tor.control.ControlEvent.DangerousVersion;
import sotto.backend.tor.control.ControlEvent.Directory;
import sotto.backend.tor.control.ControlEvent.HsDesc;
import sotto.backend.tor.control.ControlEvent.HsDesc.Action;

/// Lines that tor says without being asked, and what they mean.
class EventsTest {

  private static final String ONION = "b".repeat(56);
  private static final String HSDIR = "A".repeat(40);

  @Test
  void progressIsAPercentageWithATag() throws Exception {
    assertThat(
            Events.parse(
                "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=5 TAG=conn SUMMARY=\"Connecting to a"
                    + " relay\""))
        .contains(new Bootstrap(5, "conn", "Connecting to a relay", "", "", 0, false));
  }

  @Test
  void aProblemNamesItsReasonAndNoHost() throws Exception {
    assertThat(
            Events.parse(
                "STATUS_CLIENT WARN BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY=\"Connected to a"
                    + " relay\" WARNING=\"No route to host\" REASON=NOROUTE COUNT=5"
                    + " RECOMMENDATION=warn HOSTID=\""
                    + HSDIR
                    + "\" HOSTADDR=\"10.0.0.1:9001\""))
        .contains(
            new Bootstrap(
                10, "conn_done", "Connected to a relay", "No route to host", "NOROUTE", 5, true));
  }

  @Test
  void aWarningThatNamesAHostDoesNotPassItOn() throws Exception {
    var event =
        Events.parse(
            "STATUS_CLIENT WARN BOOTSTRAP PROGRESS=10 TAG=conn SUMMARY=\"x\" WARNING=\"Clock skew"
                + " 5 in NETINFO from 10.0.0.1:9001\" REASON=MISC");

    assertThat(event.toString()).doesNotContain("10.0.0.1").contains("Clock skew 5 in NETINFO");
  }

  @Test
  void theReplyToAQuestionForThePhaseIsReadAlike() throws Exception {
    assertThat(Events.bootstrap("NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\""))
        .isEqualTo(new Bootstrap(100, "done", "Done", "", "", 0, false));
  }

  @Test
  void theClockIsAsFarOffAsTorSays() throws Exception {
    assertThat(
            Events.parse(
                "STATUS_GENERAL WARN CLOCK_SKEW SKEW=-3600 MIN_SKEW=-3600 SOURCE=OR:10.0.0.1:9001"))
        .contains(new ClockSkew(-3600, "OR"));
    assertThat(Events.parse("STATUS_GENERAL WARN CLOCK_SKEW SKEW=+90 SOURCE=\"CONSENSUS\""))
        .contains(new ClockSkew(90, "CONSENSUS"));
    assertThat(Events.parse("STATUS_GENERAL NOTICE CLOCK_JUMPED TIME=120"))
        .contains(new ClockJumped(120));
  }

  @Test
  void circuitsAndTheDirectoryComeAndGo() throws Exception {
    assertThat(Events.parse("STATUS_CLIENT NOTICE CIRCUIT_ESTABLISHED"))
        .contains(new Circuits(true, ""));
    assertThat(Events.parse("STATUS_CLIENT NOTICE CIRCUIT_NOT_ESTABLISHED REASON=CLOCK_JUMPED"))
        .contains(new Circuits(false, "CLOCK_JUMPED"));
    assertThat(Events.parse("STATUS_CLIENT NOTICE ENOUGH_DIR_INFO")).contains(new Directory(true));
    assertThat(Events.parse("STATUS_CLIENT NOTICE NOT_ENOUGH_DIR_INFO"))
        .contains(new Directory(false));
    assertThat(
            Events.parse(
                "STATUS_GENERAL WARN DANGEROUS_VERSION CURRENT=0.4.9.11 REASON=OBSOLETE"
                    + " RECOMMENDED=\"0.5.0.1\""))
        .contains(new DangerousVersion("OBSOLETE"));
  }

  @Test
  void aDescriptorIsMadeGivenTakenAndRefused() throws Exception {
    assertThat(Events.parse("HS_DESC CREATED " + ONION + " UNKNOWN UNKNOWN abc REPLICA=1"))
        .contains(new HsDesc(Action.CREATED, ONION, "", "abc", "", 1));
    assertThat(Events.parse("HS_DESC UPLOADED " + ONION + " UNKNOWN $" + HSDIR + "~nick"))
        .contains(new HsDesc(Action.UPLOADED, ONION, HSDIR, "", "", -1));
    assertThat(
            Events.parse(
                "HS_DESC FAILED " + ONION + " NO_AUTH $" + HSDIR + " abc REASON=UPLOAD_REJECTED"))
        .contains(new HsDesc(Action.FAILED, ONION, HSDIR, "abc", "UPLOAD_REJECTED", -1));
    assertThat(Events.parse("HS_DESC FAILED UNKNOWN NO_AUTH UNKNOWN REASON=BAD_DESC"))
        .contains(new HsDesc(Action.FAILED, "", "", "", "BAD_DESC", -1));
  }

  @Test
  void anEventTellsNobodyWhoseItIs() throws Exception {
    assertThat(Events.parse("HS_DESC UPLOADED " + ONION + " UNKNOWN $" + HSDIR).toString())
        .contains("UPLOADED")
        .doesNotContain(ONION)
        .doesNotContain(HSDIR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "BW 1 2",
        "HS_DESC",
        "HS_DESC LATER_INVENTION x",
        "STATUS_CLIENT NOTICE LATER_INVENTION A=B",
        "STATUS_GENERAL",
        "STATUS_SERVER NOTICE BOOTSTRAP PROGRESS=1",
      })
  void whatIsUnknownIsNothing(String line) throws Exception {
    assertThat(Events.parse(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STATUS_CLIENT NOTICE BOOTSTRAP",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=101",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=-1",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=99999999999999999999",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=1 SUMMARY=\"no end",
        "STATUS_GENERAL WARN CLOCK_SKEW SOURCE=OR",
        "STATUS_GENERAL WARN CLOCK_SKEW SKEW=much SOURCE=OR",
        "NETWORK_LIVENESS",
        "NETWORK_LIVENESS SIDEWAYS",
        "HS_DESC UPLOADED",
        "HS_DESC UPLOADED short UNKNOWN x",
        "HS_DESC UPLOADED AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA x y",
      })
  void whatMakesNoSenseIsMalformed(String line) {
    assertThatThrownBy(() -> Events.parse(line)).isInstanceOf(Malformed.class);
  }

  @Test
  void valuesAreQuotedInTorsWay() throws Exception {
    var fields = Fields.of("WORD \"two words\" A=\"x \\\"y\\\" \\\\ \\n\\101\" B= C=d=e \"\"");

    assertThat(fields.words()).containsExactly("WORD", "two words", "");
    assertThat(fields.value("A")).contains("x \"y\" \\ \nA");
    assertThat(fields.value("B")).contains("");
    assertThat(fields.value("C")).contains("d=e");
    assertThat(fields.value("D")).isEmpty();
  }
}
