package sotto.tck.cases;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import sotto.spi.Isolation;
import sotto.spi.Listener;
import sotto.spi.NetworkException;
import sotto.spi.NetworkProvider;
import sotto.tck.Case;
import sotto.tck.Fault;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.DnsTrap;
import sotto.tck.engine.Group;

/// What must not leave the process, or get into it.
@Group(number = 12, title = "Security and leaks")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class LeakCases {

  private static final List<String> GREETINGS =
      List.of("GET / HTTP/1.0\r\n\r\n", "\n", "SOTTO\n", "\0\0\0\1x", "");

  @Case(number = 120, core = true)
  @Rule("N2")
  void leak_noDnsLookups(Bench bench) throws Exception {
    try (var trap = DnsTrap.set()) {
      Workout.run(bench, _ -> {});
      Check.that(
          trap.names().isEmpty(), "%d names were looked up (N2)".formatted(trap.names().size()));
    }
  }

  @Case(number = 121, core = true)
  @Rule("N2")
  void leak_onlyConfiguredLoopbackOrUnixSocketsOpened(Bench bench) throws Exception {
    var before = Sockets.now(bench);
    Workout.run(bench, when -> confined(bench, before, when));
  }

  private static void confined(Bench bench, Sockets before, String when) {
    var out = Sockets.now(bench).since(before).reachingOut();
    Check.that(
        out.isEmpty(), "sockets that reach beyond this machine %s: %s (N2)".formatted(when, out));
  }

  @Case(number = 122, needs = Fault.DAEMON_GONE)
  @Rule({"N2", "D5"})
  void leak_noClearnetEvenWhenNetworkIsDown(Bench bench) throws Exception {
    var before = Sockets.now(bench);
    var near = bench.network();
    var listener = bench.listen(bench.network());
    bench.dial(near, listener.address()).close();
    try (var trap = DnsTrap.set()) {
      Daemons.down(bench, Fault.DAEMON_GONE, near);
      for (var isolation : List.of(Isolation.shared(), Isolation.fresh())) {
        Check.fails(
            NetworkException.NetworkDown.class,
            "a dial without a network: it must fail and not go another way (N2)",
            () -> near.dial(listener.address(), isolation, bench.patience().dial()).close());
        confined(bench, before, "while the daemon is away");
      }
      Check.that(trap.names().isEmpty(), "names were looked up while the daemon was away (N2)");
    }
  }

  @Case(number = 125)
  @Rule("V10")
  void leak_inboundForwardPortBoundToLoopbackOnly(Bench bench) throws Exception {
    var before = Sockets.now(bench);
    var far = bench.network();
    var listener = bench.listen(far);
    var near = bench.network();
    for (var i = 0; i < 2; i++) {
      var open = Sockets.now(bench).since(before).listening().reachingOut();
      Check.that(
          open.isEmpty(), "other machines can reach a local socket: %s (V10)".formatted(open));
      Daemons.dialWorks(bench, near, listener);
    }
  }

  @Case(number = 126)
  @Rule({"V10", "V9"})
  void leak_localProcessCannotInjectIntoForwardPort(Bench bench) throws Exception {
    var before = Sockets.now(bench);
    var near = bench.network();
    var far = bench.network();
    var listener = bench.listen(far);
    var doors = Sockets.now(bench).since(before).listening().all();
    if (doors.isEmpty()) {
      throw bench.notApplicable("The backend opens no local socket that a process could try.");
    }
    for (var door : doors) {
      if (door.isInternet()) {
        for (var greeting : GREETINGS) {
          intrude(door, greeting, () -> nothingArrived(bench, listener));
        }
      } else {
        ownersOnly(door.local());
      }
    }
    Daemons.dialWorks(bench, near, listener);
  }

  private static void nothingArrived(Bench bench, Listener listener) throws Exception {
    Check.that(
        listener.accept(bench.patience().glance()).isEmpty(),
        "a local process got a link in through a socket of the backend's (V10)");
  }

  private static void intrude(Sockets.Socket door, String greeting, Check.Action meanwhile)
      throws Exception {
    var host =
        InetAddress.getByAddress(door.isVersion6Only() ? version6() : new byte[] {127, 0, 0, 1});
    try (var stranger = SocketChannel.open(new InetSocketAddress(host, door.port()))) {
      stranger.write(ByteBuffer.wrap(greeting.getBytes(StandardCharsets.ISO_8859_1)));
      meanwhile.run();
    } catch (IOException _) {
      // Being thrown out is as good as being ignored; what counts is that nothing arrives.
      meanwhile.run();
    }
  }

  private static byte[] version6() {
    var bytes = new byte[16];
    bytes[15] = 1;
    return bytes;
  }

  /// Says that only its owner can reach a socket in the file system.
  private static void ownersOnly(String name) throws IOException {
    Check.that(
        !name.startsWith("@"), "every local process can reach a socket without a file (V10)");
    for (var at = Path.of(name); at != null && Files.exists(at); at = at.getParent()) {
      if (isPrivate(at)) {
        return;
      }
    }
    Check.that(false, "other users can reach a socket file of the backend's (V10)");
  }

  private static boolean isPrivate(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).stream()
        .allMatch(
            permission ->
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE)
                    .contains(permission));
  }

  @Case(number = 128)
  @Rule("N8")
  void leak_systemPropertiesAndProxySelectorUntouched(Bench bench) throws Exception {
    var before = globals();
    Workout.run(bench, when -> same(before, when));
    same(before, "in the end");
  }

  private static void same(Map<String, Object> before, String when) {
    var now = globals();
    for (var key : Set.copyOf(before.keySet())) {
      Check.that(
          Objects.equals(before.get(key), now.remove(key)),
          "global state changed %s: %s (N8)".formatted(when, key));
    }
    Check.that(now.isEmpty(), "global state was added %s: %s (N8)".formatted(when, now.keySet()));
  }

  private static Map<String, Object> globals() {
    var all = new TreeMap<String, Object>();
    // Asking for the time zone is what sets its property.
    all.put("time zone", TimeZone.getDefault().getID());
    var properties = (Properties) System.getProperties().clone();
    properties.forEach((key, value) -> all.put("property " + key, value));
    all.put("proxy selector", System.identityHashCode(ProxySelector.getDefault()));
    all.put("authenticator", System.identityHashCode(Authenticator.getDefault()));
    all.put("security providers", Arrays.asList(Security.getProviders()));
    all.put(
        "uncaught exceptions",
        System.identityHashCode(Thread.getDefaultUncaughtExceptionHandler()));
    all.put("locale", Locale.getDefault());
    return all;
  }

  @Case(number = 129, core = true, blocking = false)
  @Rule("N2")
  void leak_apiSignaturesContainNoJavaNet(Bench bench) throws Exception {
    var leaks = Signatures.leaks(NetworkProvider.class);
    leaks.addAll(Signatures.leaks(bench.provider().getClass()));
    Check.that(leaks.isEmpty(), "signatures speak of sockets or IP addresses: " + leaks);
  }
}
