package sotto.tck.cases;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sotto.spi.Address;
import sotto.spi.Isolation;
import sotto.spi.Link;
import sotto.spi.Listener;
import sotto.spi.Network;
import sotto.spi.Secret;
import sotto.spi.ServiceKey;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Streams;

/// Everything that a node does in its life, done once, with what could be seen meanwhile.
///
/// Confined to one thread.
final class Workout {

  private static final List<String> CLEARNET =
      List.of(
          "example.com:80",
          "sotto-tck.invalid",
          "http://sotto-tck.invalid/",
          "localhost:9",
          "192.0.2.1:80",
          "[2001:db8::1]:80");

  private final Bench bench;
  private final Probe probe;
  private final StringBuilder said = new StringBuilder();
  private final List<Address> addresses = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();

  private Workout(Bench bench, Probe probe) {
    this.bench = bench;
    this.probe = probe;
  }

  /// Looks at the process while something is open.
  @FunctionalInterface
  interface Probe {
    /// Looks.
    void look(String when);
  }

  static Workout run(Bench bench, Probe probe) throws Exception {
    var workout = new Workout(bench, probe);
    workout.configure();
    var near = bench.network();
    var far = bench.network();
    probe.look("while networks are open");
    var key = workout.key();
    var listener = bench.listen(far, key);
    probe.look("while a listener is open");
    workout.talk(near, listener);
    workout.fail(near, far, listener, key);
    probe.look("after dials that failed");
    workout.say(near + " " + far + " " + listener);
    workout.say(near.status() + " " + listener.status());
    listener.close();
    near.close();
    far.close();
    workout.refuse(() -> near.dial(listener.address(), Isolation.shared(), Duration.ofSeconds(1)));
    workout.refuse(() -> listener.accept(Duration.ZERO));
    workout.say(near + " " + listener);
    probe.look("after everything was closed");
    return workout;
  }

  private ServiceKey key() {
    var key = bench.key();
    addresses.add(key.address());
    secrets.add(key.secret());
    say(key.toString());
    return key;
  }

  private void configure() throws Exception {
    refuse(() -> bench.open(bench.config().with("there.is.no.such.setting", "and no value")));
    var config = bench.config();
    var network = bench.open(config);
    refuse(() -> bench.open(config));
    network.close();
  }

  private void talk(Network near, Listener listener) throws Exception {
    for (var isolation :
        List.of(Isolation.shared(), Isolation.labelled("a label"), Isolation.fresh())) {
      try (var dialled = bench.dial(near, listener.address(), isolation);
          var accepted = bench.accept(listener)) {
        Streams.alive(dialled, accepted, bench.patience().soon());
        accepted.remote().ifPresent(addresses::add);
        say(dialled + " " + accepted + " " + dialled.remote() + " " + accepted.remote());
        probe.look("while a link is open");
        end(dialled, accepted);
      }
    }
  }

  /// Ends a link badly, to hear what is said about it.
  private void end(Link dialled, Link accepted) throws Exception {
    accepted.abort();
    refuse(() -> accepted.read(ByteBuffer.allocate(1)));
    say(Over.writingFails(bench, dialled, "writing after the peer aborted").toString());
    refuse(
        () -> {
          Streams.write(dialled, "x");
        });
    say(dialled + " " + accepted);
  }

  private void fail(Network near, Network far, Listener listener, ServiceKey key) throws Exception {
    refuse(() -> far.listen(key));
    refuse(() -> near.dial(key().address(), Isolation.shared(), bench.patience().dial()));
    refuse(() -> near.dial(listener.address(), Isolation.shared(), Duration.ZERO));
    var foreign = Address.of(near.scheme().equals("other") ? "another" : "other", bench.bytes(32));
    refuse(() -> near.dial(foreign, Isolation.shared(), bench.patience().dial()));
    for (var text : CLEARNET) {
      refuse(() -> bench.addresses().parse(text));
    }
    try (var secret = key.secret()) {
      var bytes = secret.reveal();
      bytes[bytes.length / 2] ^= 1;
      var damaged = Secret.of(bytes);
      secrets.add(damaged);
      refuse(() -> bench.addresses().key(damaged));
    }
    refuse(() -> near.dial(bent(listener.address()), Isolation.fresh(), bench.patience().dial()));
  }

  private static Address bent(Address address) {
    var id = address.id();
    id[0] ^= 1;
    return Address.of(address.scheme(), id);
  }

  /// Does what may fail, and keeps what is said when it does.
  private void refuse(Check.Action action) {
    try {
      action.run();
    } catch (Exception e) {
      for (Throwable at = e; at != null; at = at.getCause()) {
        say(at.toString());
      }
    }
  }

  private void say(String text) {
    said.append(text).append('\n');
  }

  /// All messages and texts that came up.
  String said() {
    return said.toString();
  }

  /// The addresses that came up.
  List<Address> addresses() {
    return addresses;
  }

  /// The secrets that came up.
  List<Secret> secrets() {
    return secrets;
  }
}
