package dev.mneme.cli.ingest;

import dev.mneme.cli.CommandFailure;
import dev.mneme.events.MemoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a file in: every line becomes an event or a line of the report. */
public final class Ingestion {

  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(1);

  private final EventPublisher publisher;
  private final Path reports;
  private final Clock clock;
  private final Consumer<Progress> progress;

  public Ingestion(
      EventPublisher publisher, Path reports, Clock clock, Consumer<Progress> progress) {
    this.publisher = publisher;
    this.reports = reports;
    this.clock = clock;
    this.progress = progress;
  }

  /** How far it is. */
  public record Progress(long lines, long published, Duration after) {

    public double perSecond() {
      return published * 1000.0 / Math.max(1, after.toMillis());
    }
  }

  public Ingested ingest(Path file, String tenant, Optional<String> subject) throws CommandFailure {
    Instant from = clock.instant();
    TurnEvents events = new TurnEvents(tenant, subject, from);
    Map<String, Conversation> conversations = new LinkedHashMap<>();
    try (Lines lines = new Lines(Files.newInputStream(file));
        LineReport report = new LineReport(reports, file, from)) {
      long published = 0;
      Instant shown = from;
      Optional<ParsedLine> next;
      while ((next = lines.next()).isPresent()) {
        switch (next.get()) {
          case ParsedLine.Blank blank -> {}
          case ParsedLine.Malformed malformed ->
              report.skipped(malformed.line(), malformed.reason());
          case ParsedLine.Said(Turn turn) -> {
            MemoryEvent event = events.of(turn);
            publisher.publish(event);
            published++;
            if (turn.note().isPresent()) {
              report.noted(turn.line(), turn.note().get());
            }
            conversations.merge(
                event.getSubject(),
                new Conversation(event.getSubject(), turn.conversation(), 1),
                Conversation::plus);
          }
        }
        Instant now = clock.instant();
        if (Duration.between(shown, now).compareTo(BETWEEN_PROGRESS) >= 0) {
          progress.accept(new Progress(lines.read(), published, Duration.between(from, now)));
          shown = now;
        }
      }
      publisher.flush();
      return new Ingested(
          lines.read(),
          published,
          report.skipped(),
          report.noted(),
          report.first(),
          report.file(),
          List.copyOf(conversations.values()),
          Duration.between(from, clock.instant()));
    } catch (IOException e) {
      throw new CommandFailure(
          "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()), e);
    }
  }
}
