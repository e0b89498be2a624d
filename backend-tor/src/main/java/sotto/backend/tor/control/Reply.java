package sotto.backend.tor.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One reply or event, read from its lines; control-spec, section 2.3. Pure.
///
/// @param lines at least one
record Reply(List<Line> lines) {

  /// One line of it.
  ///
  /// @param code 200 to 699
  /// @param text what follows
  /// @param data the data block after it, each line ended; perhaps empty
  record Line(int code, String text, String data) {

    /// Redacted: a reply may name anything.
    @Override
    public String toString() {
      return "line:" + code;
    }
  }

  /// Reads a complete reply.
  ///
  /// @param raw its lines, without their ends
  /// @throws Malformed if it is none
  static Reply of(List<String> raw) throws Malformed {
    var lines = new ArrayList<Line>();
    for (var next = 0; next < raw.size(); ) {
      var line = raw.get(next++);
      if (line.length() < 4) {
        throw new Malformed("a line is too short");
      }
      var code = code(line);
      var kind = line.charAt(3);
      var data = new StringBuilder();
      if (kind == '+') {
        next = block(raw, next, data);
      } else if (kind != '-' && kind != ' ') {
        throw new Malformed("a line has no separator");
      }
      if ((kind == ' ') != (next == raw.size())) {
        throw new Malformed("a reply does not end where it says");
      }
      lines.add(new Line(code, line.substring(4), data.toString()));
    }
    if (lines.isEmpty()) {
      throw new Malformed("a reply is empty");
    }
    if (lines.stream().map(line -> line.code() >= 600).distinct().count() > 1) {
      throw new Malformed("an event is inside a reply");
    }
    return new Reply(List.copyOf(lines));
  }

  private static int code(String line) throws Malformed {
    var code = 0;
    for (var i = 0; i < 3; i++) {
      var digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new Malformed("a line does not begin with a code");
      }
      code = code * 10 + digit;
    }
    if (code < 200 || code > 699) {
      throw new Malformed("a code is out of range");
    }
    return code;
  }

  private static int block(List<String> raw, int first, StringBuilder data) throws Malformed {
    for (var i = first; i < raw.size(); i++) {
      var line = raw.get(i);
      if (line.equals(".")) {
        return i + 1;
      }
      data.append(line, line.startsWith(".") ? 1 : 0, line.length()).append('\n');
    }
    throw new Malformed("a data block has no end");
  }

  /// Tells whether nobody asked for it.
  boolean isEvent() {
    return lines.getFirst().code() >= 600;
  }

  /// Passes a reply that says yes.
  ///
  /// @throws Refused if it says no
  void check() throws Refused {
    for (var line : lines) {
      if (line.code() >= 300) {
        var all = lines.stream().map(Line::text).collect(Collectors.joining("; "));
        throw new Refused(line.code(), all);
      }
    }
  }
}
