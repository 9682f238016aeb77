package dev.mneme.cli.deadletters;

import dev.mneme.events.DeadLetterCause;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Which letters are meant; what is empty narrows nothing. */
public record LetterFilter(
    Optional<DeadLetterCause> cause,
    Optional<String> topic,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Letter.State> state)
    implements Predicate<Letter> {

  public boolean isEmpty() {
    return cause.isEmpty()
        && topic.isEmpty()
        && since.isEmpty()
        && until.isEmpty()
        && state.isEmpty();
  }

  /** By the time it was given up: {@code since} included, {@code until} not. */
  @Override
  public boolean test(Letter letter) {
    return cause.map(c -> c == letter.cause()).orElse(true)
        && topic.map(t -> t.equals(letter.source().getTopic())).orElse(true)
        && since.map(s -> !letter.givenUpAt().isBefore(s)).orElse(true)
        && until.map(u -> letter.givenUpAt().isBefore(u)).orElse(true)
        && state.map(s -> s == letter.state()).orElse(true);
  }
}
