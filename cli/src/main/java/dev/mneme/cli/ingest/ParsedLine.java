package dev.mneme.cli.ingest;

/** What became of a line. */
sealed interface ParsedLine {

  /** The line is a turn of a conversation. */
  record Said(Turn turn) implements ParsedLine {}

  /** The line is no turn, for this reason, which holds none of its content. */
  record Malformed(long line, String reason) implements ParsedLine {}

  /** Nothing is on the line. */
  record Blank() implements ParsedLine {}
}
