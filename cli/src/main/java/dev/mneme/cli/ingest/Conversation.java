package dev.mneme.cli.ingest;

import java.util.Optional;

/** One subject that a file was ingested for, and how many turns it got. */
public record Conversation(String subject, Optional<String> name, long turns) {

  Conversation plus(Conversation more) {
    return new Conversation(subject, name, turns + more.turns);
  }
}
