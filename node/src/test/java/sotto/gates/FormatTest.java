package sotto.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.StringWrapper;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Every source is as google-java-format writes it.
class FormatTest {

  private final Formatter formatter = new Formatter();

  @Test
  void everySourceIsFormatted() throws Exception {
    var others = new ArrayList<String>();
    for (var file : Tree.sources()) {
      var text = Tree.read(file);
      if (!formatted(text).equals(text)) {
        others.add(Tree.ROOT.relativize(file).toString());
      }
    }

    assertThat(others).as("What to do: ./sotto format").isEmpty();
  }

  @Test
  void aPlantedSourceIsNotFormatted() throws Exception {
    var text = "import java.util.List;\n\nclass Planted{ int  x ; }\n";

    assertThat(formatted(text)).isEqualTo("class Planted {\n  int x;\n}\n");
  }

  /// Does what the command line of google-java-format does.
  private String formatted(String text) throws FormatterException {
    return StringWrapper.wrap(formatter.formatSourceAndFixImports(text), formatter);
  }
}
