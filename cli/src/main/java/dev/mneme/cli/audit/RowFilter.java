package dev.mneme.cli.audit;

import dev.mneme.events.AuditEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which rows are wanted. An entry that cannot be read is wanted whenever nothing but its time is
 * asked for: nobody can say that it is not meant.
 *
 * @param from the first moment
 * @param to the moment after the last
 * @param operations any of these; all when empty
 * @param outcomes any of these; all when empty
 * @param actors any of these; all when empty
 * @param subjectHash the subject as its key hashes it
 * @param traceId of one trace
 */
public record RowFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Set<String> operations,
    Set<String> outcomes,
    Set<String> actors,
    Optional<String> subjectHash,
    Optional<String> traceId)
    implements Predicate<AuditRow> {

  public static final RowFilter ALL =
      new RowFilter(
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  public RowFilter {
    operations = Set.copyOf(operations);
    outcomes = Set.copyOf(outcomes);
    actors = Set.copyOf(actors);
  }

  @Override
  public boolean test(AuditRow row) {
    AuditEvent event = row.event();
    Instant at = event == null ? Instant.ofEpochMilli(row.entry().timestamp()) : event.getAt();
    if (from.isPresent() && at.isBefore(from.get()) || to.isPresent() && !at.isBefore(to.get())) {
      return false;
    }
    if (event == null) {
      return operations.isEmpty()
          && outcomes.isEmpty()
          && actors.isEmpty()
          && subjectHash.isEmpty()
          && traceId.isEmpty();
    }
    return (operations.isEmpty() || operations.contains(event.getOperation()))
        && (outcomes.isEmpty() || outcomes.contains(event.getResult()))
        && (actors.isEmpty() || event.getActor() != null && actors.contains(event.getActor()))
        && subjectHash.map(event.getSubjectHash()::equals).orElse(true)
        && traceId.map(each -> each.equals(event.getTraceId())).orElse(true);
  }
}
