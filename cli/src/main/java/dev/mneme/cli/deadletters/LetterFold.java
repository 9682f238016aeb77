package dev.mneme.cli.deadletters;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterState;
import dev.mneme.events.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Folds the records of the dead-letter topic by id. Giving up the same record again repeats its
 * letter; a replay that was processed adds a record that says so, and stands whatever comes after
 * it: records of one letter may be in two partitions, read in any order.
 */
final class LetterFold {

  private final Map<UUID, Letter> letters = new LinkedHashMap<>();
  private final Map<UUID, Optional<SourcePosition>> replayed = new HashMap<>();

  void add(DeadLetter record, Letter.Place at) {
    if (record.getState() == DeadLetterState.REPLAYED) {
      replayed.put(record.getDeadLetterId(), Optional.ofNullable(record.getReplayedAs()));
    } else {
      letters.putIfAbsent(record.getDeadLetterId(), Letter.of(record, at));
    }
  }

  /** The latest first. */
  List<Letter> letters() {
    Map<UUID, List<UUID>> again = new HashMap<>();
    letters
        .values()
        .forEach(
            letter ->
                letter
                    .replayOf()
                    .ifPresent(
                        of -> again.computeIfAbsent(of, id -> new ArrayList<>()).add(letter.id())));
    return letters.values().stream()
        .map(
            letter ->
                replayed.containsKey(letter.id())
                    ? letter.replayed(replayed.get(letter.id()))
                    : letter)
        .map(letter -> letter.failedAgain(again.getOrDefault(letter.id(), List.of())))
        .sorted(Comparator.comparing(Letter::givenUpAt).reversed().thenComparing(Letter::id))
        .toList();
  }
}
