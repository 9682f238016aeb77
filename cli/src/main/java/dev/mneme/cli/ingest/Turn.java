package dev.mneme.cli.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was said.
 *
 * @param line number of its line in the file, from 1
 * @param occurredAt when, if the line says so in a form that is understood
 * @param metadata every field that has no place of its own
 * @param canonical the line as JSON with its fields in order: the same for the same content,
 *     however it is written
 * @param note what was not understood although the turn is kept
 */
record Turn(
    long line,
    String speaker,
    String text,
    Optional<String> conversation,
    Optional<String> session,
    Optional<Instant> occurredAt,
    Map<String, String> metadata,
    String canonical,
    Optional<String> note) {

  Turn {
    metadata = Map.copyOf(metadata);
  }
}
