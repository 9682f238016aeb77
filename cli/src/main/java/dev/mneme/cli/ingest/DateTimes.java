package dev.mneme.cli.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates as conversations have them: ISO 8601, or "1:56 pm on 8 May, 2023". Without a zone they are
 * UTC.
 */
final class DateTimes {

  private static final List<DateTimeFormatter> SPOKEN =
      List.of(
          spoken("h:mm a 'on' d MMMM, yyyy"),
          spoken("h:mm a 'on' d MMMM yyyy"),
          spoken("H:mm 'on' d MMMM, yyyy"),
          spoken("d MMMM, yyyy h:mm a"),
          spoken("d MMMM yyyy HH:mm"));

  private DateTimes() {}

  private static DateTimeFormatter spoken(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  static Optional<Instant> parse(String text) {
    String words = text.strip().replaceAll("\\s+", " ");
    return iso(words)
        .or(
            () ->
                SPOKEN.stream()
                    .map(formatter -> local(words, formatter))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private static Optional<Instant> iso(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return local(text.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .or(() -> date(text));
    }
  }

  private static Optional<Instant> local(String text, DateTimeFormatter formatter) {
    try {
      return Optional.of(LocalDateTime.parse(text, formatter).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
