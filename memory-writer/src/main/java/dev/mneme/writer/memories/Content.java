package dev.mneme.writer.memories;

import java.time.Instant;
import java.util.UUID;

/** What became of a content of the subject. */
public sealed interface Content {

  /** A memory holds it, or another content that is taken for the same: it is not stored again. */
  record Held(UUID memory) implements Content {}

  /**
   * A memory said it once and now says something else. It may be stored again, but when that memory
   * is forgotten so is this.
   */
  record Superseded(UUID memory) implements Content {}

  /** Forgotten: not stored again unless the caller says so. */
  record Forgotten(Instant at) implements Content {}
}
