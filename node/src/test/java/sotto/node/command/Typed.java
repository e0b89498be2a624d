package sotto.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import sotto.node.settings.Surroundings;
import sotto.node.terminal.Terminal;

/// What came of a command line that was typed in this process.
///
/// @param code the exit code
/// @param out what went to stdout
/// @param err what went to stderr
record Typed(int code, String out, String err) {

  static Typed in(Path home, String... arguments) {
    return in(home, Map.of(), arguments);
  }

  static Typed in(Path home, Map<String, String> env, String... arguments) {
    return in(home, env, new ByteArrayInputStream(new byte[0]), arguments);
  }

  static Typed in(Path home, Map<String, String> env, InputStream stdin, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        Terminal.of(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    var code = new Program(new Surroundings(terminal, stdin, env, home)).run(arguments);
    return new Typed(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
