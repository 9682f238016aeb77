package dev.mneme.cli.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param published turns acknowledged by the broker
 * @param skipped lines that are no turns
 * @param noted lines that were taken with a remark
 * @param first the first of the skipped and noted lines
 * @param report the file that lists all of them, if there are any
 */
public record Ingested(
    long lines,
    long published,
    long skipped,
    long noted,
    List<Finding> first,
    Optional<Path> report,
    List<Conversation> conversations,
    Duration took) {

  /** One line worth a remark. */
  public record Finding(long line, boolean skipped, String reason) {}
}
