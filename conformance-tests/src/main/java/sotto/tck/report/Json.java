package sotto.tck.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A report as JSON, to keep and to compare.
public final class Json {

  /// The largest report that is read: a hundred times an ordinary one.
  private static final long SIZE_MAX = 16L << 20;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  /// Writes a report.
  public static String write(Report report) {
    return GSON.toJson(report) + "\n";
  }

  /// Reads a report from a file.
  ///
  /// @throws IOException if the file is missing, too large, or not a report of this version
  public static Report read(Path file) throws IOException {
    if (Files.size(file) > SIZE_MAX) {
      throw new IOException("The file is too large for a report.");
    }
    try {
      var report = GSON.fromJson(Files.readString(file), Report.class);
      if (report == null || report.v() != Report.VERSION || report.cases() == null) {
        throw new IOException("The file is not a report of version " + Report.VERSION + ".");
      }
      return report;
    } catch (JsonParseException e) {
      throw new IOException("The file is not JSON.", e);
    }
  }
}
