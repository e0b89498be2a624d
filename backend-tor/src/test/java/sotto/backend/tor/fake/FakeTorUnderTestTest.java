package sotto.backend.tor.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sotto.spi.Addresses;
import sotto.spi.Network;
import sotto.spi.NetworkConfig;
import sotto.spi.NetworkProvider;
import sotto.spi.Traits;
import sotto.tck.Fault;
import sotto.tck.engine.Footprint;

/// The environment hands out fakes, and leaves nothing behind.
@Timeout(120)
class FakeTorUnderTestTest {

  private static final int NODES = 60;
  private static final List<Fault> FAULTS = List.of(Fault.values());

  /// A provider that is never asked for anything.
  private static final class Nobody implements NetworkProvider {

    @Override
    public String scheme() {
      return "nobody";
    }

    @Override
    public String description() {
      return "nobody";
    }

    @Override
    public Addresses addresses() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Traits traits() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Network open(NetworkConfig config) {
      throw new UnsupportedOperationException();
    }
  }

  private static NetworkConfig node(FakeTorUnderTest tested, int number) {
    return tested.freshConfig(Path.of("node" + number));
  }

  @Test
  void everyNodeHasATorOfItsOwnAndKeepsIt() throws Exception {
    try (var tested = new FakeTorUnderTest(new Nobody())) {
      var one = node(tested, 1);
      var two = node(tested, 2);

      assertThat(tested.tor(one)).isNotSameAs(tested.tor(two)).isSameAs(tested.tor(one));
      assertThat(one.settings())
          .containsEntry("mode", "attach")
          .containsEntry("control", "unix:" + tested.tor(one).control());
      assertThat(tested.tor(one).control().toString()).hasSizeLessThan(100);
      assertThat(tested.supported()).containsExactlyInAnyOrder(Fault.values());
    }
  }

  @Test
  void aTorThatIsUsedAgainRemembersNothing() throws Exception {
    try (var tested = new FakeTorUnderTest(new Nobody())) {
      var first = tested.tor(node(tested, 0));
      try (var control = RawControl.in(first)) {
        control.ask("ADD_ONION NEW:BEST Flags=DiscardPK,Detach Port=1");
      }
      first.inject(Fault.DAEMON_SILENT);
      for (var i = 1; !tested.tor(node(tested, i)).equals(first); i++) {
        assertThat(i).isLessThan(NODES);
      }

      assertThat(first.onions()).isEmpty();
      assertThat(first.commands()).isEmpty();
      try (var control = RawControl.in(first)) {
        assertThat(control.ask("GETINFO dormant")).isEqualTo("250-dormant=0\n250 OK");
      }
    }
  }

  @Test
  void nodesThatComeAndGoLeaveNoThreadAndNoDescriptor() throws Exception {
    try (var tested = new FakeTorUnderTest(new Nobody())) {
      useAndLeave(tested, 0);
      var before = Footprint.now();
      for (var i = 1; i < NODES; i++) {
        useAndLeave(tested, i);
      }

      assertThat(Footprint.now().since(before)).isEmpty();
    }
  }

  private static void useAndLeave(FakeTorUnderTest tested, int number) throws Exception {
    var config = node(tested, number);
    var tor = tested.tor(config);
    try (var onion = Onion.at(tor);
        var socks = RawSocks.to(tor, onion.id(), Onion.PORT);
        var accepted = onion.accept()) {
      assertThat(socks.channel().isConnected() && accepted.isConnected()).isTrue();
      tested.inject(FAULTS.get(number % FAULTS.size()), config);
    }
    tested.heal(config);
    tested.inject(Fault.DAEMON_GONE, config);
    tested.heal(config);
    while (tor.busy()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void closingEndsThoseWhoWait() throws Exception {
    var before = Footprint.now();
    var waiting = new ArrayList<AutoCloseable>();
    try (var network = new FakeTorNetwork()) {
      var tor = network.start();
      var onion = Onion.at(tor);
      waiting.add(RawSocks.to(tor, onion.id(), Onion.PORT));
      waiting.add(onion);
      tor.inject(Fault.DIALS_STALL);
      waiting.add(RawSocks.asking(tor, onion.host(), Onion.PORT, "user"));
      tor.inject(Fault.DAEMON_SILENT);
      var control = new RawControl(tor.control());
      control.say("PROTOCOLINFO");
      waiting.add(control);
    }
    for (var each : waiting) {
      each.close();
    }

    assertThat(Footprint.now().since(before)).isEmpty();
  }

  @Test
  void aDaemonThatWasToldToEndIsGone() throws Exception {
    try (var network = new FakeTorNetwork()) {
      var tor = network.start();
      try (var control = RawControl.in(tor)) {
        assertThat(control.ask("SIGNAL SHUTDOWN")).isEqualTo("250 OK");
        assertThat(control.ask("GETINFO version")).isEqualTo(RawControl.HUNG_UP);
      }
      while (tor.busy()) {
        Thread.onSpinWait();
      }

      assertThatThrownBy(() -> new RawControl(tor.control())).hasMessageContaining("No such file");
    }
  }

  @Test
  void anOwnedDaemonEndsWithItsOwner() throws Exception {
    try (var network = new FakeTorNetwork()) {
      var tor = network.start();
      try (var other = RawControl.in(tor)) {
        try (var owner = RawControl.in(tor)) {
          owner.ask("TAKEOWNERSHIP");
        }

        assertThat(other.event()).isEqualTo(RawControl.HUNG_UP);
      }
    }
  }
}
