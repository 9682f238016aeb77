package dev.mneme.cli;

import dev.mneme.cli.deadletters.Letter;
import dev.mneme.cli.deadletters.LetterFilter;
import dev.mneme.events.DeadLetterCause;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters a command is about, as options. */
final class LetterOptions {

  @Option(
      names = "--cause",
      paramLabel = "C",
      description = "Only with this cause: undecodable, invalid, unprocessable.")
  private @Nullable DeadLetterCause cause;

  @Option(names = "--topic", paramLabel = "T", description = "Only records of this topic.")
  private @Nullable String topic;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only given up since then: a time as 2026-01-31T08:00:00Z, or an age as 2h.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "WHEN", description = "Only given up before then.")
  private @Nullable String until;

  @Option(names = "--state", paramLabel = "S", description = "Only open or replayed ones.")
  private Letter.@Nullable State state;

  LetterFilter filter() {
    Instant now = Instant.now();
    return new LetterFilter(
        Optional.ofNullable(cause),
        Optional.ofNullable(topic),
        Optional.ofNullable(since).map(w -> when(w, now)),
        Optional.ofNullable(until).map(w -> when(w, now)),
        Optional.ofNullable(state));
  }

  /** A point in time, or how long ago. */
  static Instant when(String text, Instant now) {
    try {
      return text.matches("\\d+[smhd]")
          ? now.minus(age(text.toUpperCase(Locale.ROOT)))
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time is written as 2026-01-31T08:00:00Z, an age as 30m, 2h or 3d", e);
    }
  }

  private static Duration age(String text) {
    return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
  }
}
