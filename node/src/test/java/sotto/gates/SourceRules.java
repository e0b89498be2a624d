package sotto.gates;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What a single file must look like. Each problem is one line: where, and what to do about it.
final class SourceRules {

  static final int FILE_LINES_MAX = 400;
  static final int FILE_LINES_GOOD = 250;
  static final int METHOD_LINES_MAX = 60;

  /// Words that talk down to a reader.
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)^\\s*///.*\\b(simply|(?<!ha[sd] |have |is |was )just|obviously|of"
              + " course|trivial(ly)?)\\b");

  private static final Pattern UNDONE =
      Pattern.compile("\\b(TO(?:DO)|FIX(?:ME)|XX(?:X))\\b(?!\\([a-z]+\\))");

  /// Paths that exist on one machine only, written so that this file does not contain them.
  private static final Pattern MACHINE =
      Pattern.compile("(?<![A-Za-z0-9._$}*~\\])])/(work|root|home)/[a-z]");

  private SourceRules() {}

  /// Returns the problems of a text file of any kind.
  static List<String> inText(String name, String text) {
    var problems = new ArrayList<String>();
    var lines = text.split("\n", -1);
    for (var i = 0; i < lines.length; i++) {
      var line = lines[i];
      var where = name + ":" + (i + 1) + ": ";
      if (line.endsWith(" ") || line.endsWith("\t") || line.endsWith("\r")) {
        problems.add(where + "trailing whitespace");
      }
      if (line.contains("\t")) {
        problems.add(where + "a tab");
      }
      if (MACHINE.matcher(line).find()) {
        problems.add(where + "a path of one machine");
      }
      if (UNDONE.matcher(line).find()) {
        problems.add(where + "a thing to do without a name");
      }
    }
    if (!text.endsWith("\n") || text.endsWith("\n\n")) {
      problems.add(name + ": must end with one line break");
    }
    return problems;
  }

  /// Returns the problems of a Java source, besides those of any text.
  static List<String> inJava(String name, String text) {
    var problems = new ArrayList<String>();
    var lines = text.lines().count();
    if (lines > FILE_LINES_MAX) {
      problems.add(name + ": " + lines + " lines; split it by noun");
    }
    text.lines()
        .filter(line -> WORDS.matcher(line).find())
        .forEach(line -> problems.add(name + ": a word that talks down: " + line.strip()));
    parse(name, text, problems);
    return problems;
  }

  private static void parse(String name, String text, List<String> problems) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask)
            compiler.getTask(
                null, null, _ -> {}, List.of("-proc:none"), null, List.of(source(name, text)));
    try {
      for (var unit : task.parse()) {
        new Scanner(name, unit, Trees.instance(task).getSourcePositions(), problems)
            .scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(URI.create("text:///" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /// Finds methods that are too long and `catch` clauses that catch too much.
  private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final String name;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> problems;

    Scanner(
        String name, CompilationUnitTree unit, SourcePositions positions, List<String> problems) {
      this.name = name;
      this.unit = unit;
      this.positions = positions;
      this.problems = problems;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      var lines = line(positions.getEndPosition(unit, method)) - line(start(method)) + 1;
      if (lines > METHOD_LINES_MAX) {
        problems.add(name + ": " + method.getName() + " has " + lines + " lines");
      }
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitCatch(CatchTree clause, @Nullable Void none) {
      var caught = clause.getParameter().getType().toString();
      if (caught.matches("(.*[|. ])?(Throwable|Error)")) {
        problems.add(name + ":" + line(start(clause)) + ": catches " + caught);
      }
      return super.visitCatch(clause, null);
    }

    private long start(Tree tree) {
      return positions.getStartPosition(unit, tree);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
