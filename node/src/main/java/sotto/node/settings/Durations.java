package sotto.node.settings;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads durations as people write them: `90s`, `15m`, `1h`, `7d`.
public final class Durations implements ITypeConverter<Duration> {

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  @Override
  public Duration convert(String value) {
    var match = SHAPE.matcher(value);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + value + "' is not a duration: write a number and ms, s, m, h or d, such as 15m");
    }
    var count = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /// Writes a duration for a person, with at most two units, such as `3h12m`.
  public static String shown(Duration duration) {
    var d = duration.toDays();
    var h = duration.toHoursPart();
    var m = duration.toMinutesPart();
    if (d > 0) {
      return d + "d" + (h > 0 ? h + "h" : "");
    }
    if (h > 0) {
      return h + "h" + (m > 0 ? "%02dm".formatted(m) : "");
    }
    return m > 0 ? m + "m%02ds".formatted(duration.toSecondsPart()) : duration.toSeconds() + "s";
  }
}
