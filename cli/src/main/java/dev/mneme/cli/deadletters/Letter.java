package dev.mneme.cli.deadletters;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.SourcePosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One letter as all records of its id tell it, without what is sealed in it.
 *
 * @param at where the sealed record stands on the dead-letter topic
 * @param replayedAs where its replay stands, once that was processed
 * @param failedAgainAs the letters that its replays became
 */
public record Letter(
    UUID id,
    State state,
    DeadLetterCause cause,
    String reason,
    String service,
    SourcePosition source,
    Optional<Integer> schemaId,
    int valueBytes,
    String keyId,
    Instant recordAt,
    Instant givenUpAt,
    Optional<UUID> replayOf,
    Optional<SourcePosition> replayedAs,
    List<UUID> failedAgainAs,
    Place at) {

  /** What became of it. */
  public enum State {
    OPEN,
    REPLAYED
  }

  /** Where a record stands. */
  public record Place(int partition, long offset) {}

  public Letter {
    failedAgainAs = List.copyOf(failedAgainAs);
  }

  static Letter of(DeadLetter letter, Place at) {
    return new Letter(
        letter.getDeadLetterId(),
        State.OPEN,
        letter.getCause(),
        letter.getReason(),
        letter.getService(),
        letter.getSource(),
        Optional.ofNullable(letter.getSchemaId()),
        letter.getValueBytes(),
        letter.getKeyId(),
        letter.getRecordAt(),
        letter.getAt(),
        Optional.ofNullable(letter.getReplayOf()),
        Optional.empty(),
        List.of(),
        at);
  }

  Letter replayed(Optional<SourcePosition> as) {
    return with(State.REPLAYED, as, failedAgainAs);
  }

  Letter failedAgain(List<UUID> letters) {
    return with(state, replayedAs, letters);
  }

  private Letter with(State now, Optional<SourcePosition> as, List<UUID> failed) {
    return new Letter(
        id,
        now,
        cause,
        reason,
        service,
        source,
        schemaId,
        valueBytes,
        keyId,
        recordAt,
        givenUpAt,
        replayOf,
        as,
        failed,
        at);
  }

  /** Whether its record waits in a later letter: then that one is the one to replay. */
  public boolean isSuperseded() {
    return state == State.OPEN && !failedAgainAs.isEmpty();
  }
}
