package sotto.tck.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import sotto.tck.Case;
import sotto.tck.Rule;
import sotto.tck.engine.Bench;
import sotto.tck.engine.Check;
import sotto.tck.engine.Group;
import sotto.tck.engine.Streams;

/// What must not show in what a backend says, to peers and to logs.
@Group(number = 12, title = "Security and leaks")
@SuppressWarnings("MemberName") // a case's name is the name in the published list
public final class TellingCases {

  /// Names that are words: a message that contains one need not speak of this machine.
  private static final Set<String> WORDS =
      Set.of(
          "root",
          "user",
          "node",
          "peer",
          "test",
          "link",
          "host",
          "daemon",
          "memory",
          "network",
          "localhost",
          "sotto",
          "address",
          "service");

  private static final int NAME_MIN = 4;

  @Case(number = 123)
  @Rule({"N2", "P8"})
  void leak_noWallClockSentOnWire(Bench bench) throws Exception {
    var clock = new Clock();
    var near = bench.usable(bench.open(bench.config().with(clock)));
    var far = bench.usable(bench.open(bench.config().with(clock)));
    var pair = bench.pair(near, far);
    Streams.alive(pair.dialled(), pair.accepted(), bench.patience().soon());
    var arrived = ByteBuffer.allocate(1000);
    Check.equal(
        0,
        pair.accepted().read(arrived, bench.patience().glance()),
        "how many bytes arrive that nobody wrote (N1)");
    for (var now : List.of(Clock.START, Instant.now())) {
      for (var form : forms(now)) {
        pair.accepted()
            .remote()
            .ifPresent(source -> absent(form, source.encode(), "the caller's address"));
        absent(form, pair.listener().address().encode(), "the listener's address");
      }
    }
  }

  private static void absent(byte[] form, byte[] where, String what) {
    var text = HexFormat.of().formatHex(where);
    Check.that(
        !text.contains(HexFormat.of().formatHex(form)),
        "the time shows in %s (N2)".formatted(what));
  }

  /// A time as it may stand on a wire. Milliseconds and finer are left out where they pass in the
  /// meantime.
  private static List<byte[]> forms(Instant now) {
    var forms = new ArrayList<byte[]>();
    for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      forms.add(ByteBuffer.allocate(Long.BYTES).order(order).putLong(now.getEpochSecond()).array());
      forms.add(ByteBuffer.allocate(Long.BYTES).order(order).putLong(now.toEpochMilli()).array());
      forms.add(
          ByteBuffer.allocate(Integer.BYTES)
              .order(order)
              .putInt((int) now.getEpochSecond())
              .array());
    }
    forms.add(String.valueOf(now.getEpochSecond()).getBytes(US_ASCII));
    return forms;
  }

  @Case(number = 124)
  @Rule({"N7", "N2", "X2"})
  void leak_noHostnameUserOrPathInMessages(Bench bench) throws Exception {
    var directory = bench.config().directory();
    var workout = Workout.run(bench, _ -> {});
    for (var text : List.of(workout.said(), bench.output())) {
      for (var path : paths(directory)) {
        Check.that(!text.contains(path), "a path of the user's shows in a message (N7)");
      }
      for (var name : names()) {
        Check.that(
            !Pattern.compile("(?i)\\b" + Pattern.quote(name) + "\\b").matcher(text).find(),
            "the machine's or the user's name shows in a message (N7)");
      }
    }
  }

  private static List<String> paths(Path directory) {
    var paths = new ArrayList<String>();
    paths.add(directory.toString().replaceFirst("[^/]*$", ""));
    for (var property : List.of("user.home", "user.dir", "java.io.tmpdir")) {
      paths.add(System.getProperty(property, ""));
    }
    return paths.stream().filter(path -> path.length() > NAME_MIN).toList();
  }

  private static List<String> names() throws IOException {
    var names = new ArrayList<String>();
    names.add(System.getProperty("user.name", ""));
    names.add(System.getenv().getOrDefault("HOSTNAME", ""));
    var file = Path.of("/proc/sys/kernel/hostname");
    if (Files.isReadable(file)) {
      names.add(Files.readString(file).strip());
    }
    return names.stream()
        .filter(name -> name.length() >= NAME_MIN && !WORDS.contains(name))
        .toList();
  }

  @Case(number = 127)
  @Rule({"N7", "A6", "K8", "X2"})
  void leak_logsContainNoFullAddressOrSecretAtInfo(Bench bench) throws Exception {
    var root = Logger.getLogger("");
    var level = root.getLevel();
    root.setLevel(Level.ALL);
    try {
      var workout = Workout.run(bench, _ -> {});
      for (var text : List.of(workout.said(), bench.output())) {
        for (var address : workout.addresses()) {
          Traces.of(address, bench.addresses()).absentFrom(text, "logs or messages (N7)");
        }
        for (var secret : workout.secrets()) {
          Traces.of(secret).absentFrom(text, "logs or messages (N7)");
        }
      }
    } finally {
      root.setLevel(level);
    }
  }
}
