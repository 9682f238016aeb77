package dev.mneme.reader.http;

import static dev.mneme.reader.recall.Memories.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecallValidationTest {

  @Test
  void shouldAskForTheLatestTenOfTheDefaultTenantWithoutWords() {
    assertThat(RecallValidation.query(body(null, ADA, "  ", null), "q"))
        .isEqualTo(new RecallQuery.Latest("default", ADA, RecallFilter.NONE, 10));
  }

  @Test
  void shouldAskInWordsWithinTheTenant() {
    assertThat(RecallValidation.query(body("acme", ADA, " dog? ", 1000), "q"))
        .isEqualTo(new RecallQuery.InWords("acme", ADA, "dog?", RecallFilter.NONE, 1000));
  }

  @Test
  void shouldPassFiltersOn() {
    RecallBody body = narrowed("fact", "s1", null, null, null);

    assertThat(RecallValidation.query(body, "q"))
        .isEqualTo(
            new RecallQuery.InWords("default", ADA, "dog", new RecallFilter("fact", "s1"), 5));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(body(null, null, null, null), "subject"),
        Arguments.of(body(null, "ada@example.com", null, null), "subject"),
        Arguments.of(body("No Such", ADA, null, null), "tenant"),
        Arguments.of(body("a/b", ADA, null, null), "tenant"),
        Arguments.of(body(null, ADA, null, 0), "limit"),
        Arguments.of(body(null, ADA, null, 1001), "limit"),
        Arguments.of(body(null, ADA, "x".repeat(10_001), null), "query"),
        Arguments.of(narrowed("fact\0", null, null, null, null), "type"),
        Arguments.of(narrowed(null, "s".repeat(257), null, null, null), "session_id"),
        Arguments.of(narrowed(null, null, "yesterday", null, null), "since"),
        Arguments.of(narrowed(null, null, null, "2026-02-30", null), "until"),
        Arguments.of(narrowed(null, null, "2026-03-02", "2026-03-02", null), "until"),
        Arguments.of(narrowed(null, null, null, null, "gone"), "status"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldNameTheFieldThatIsWrongAndNeverItsValue(RecallBody body, String field) {
    assertRefused(() -> RecallValidation.query(body, "query"), field);
  }

  @Test
  void shouldRefuseALimitThatIsNoNumber() {
    assertThat(RecallValidation.number("limit", null)).isNull();
    assertThat(RecallValidation.number("limit", "25")).isEqualTo(25);
    assertRefused(() -> RecallValidation.number("limit", "many"), "limit");
    assertRefused(() -> RecallValidation.number("limit", "99999999999"), "limit");
  }

  @Test
  void shouldTakeAnIdOnlyInItsFullForm() {
    UUID id = UUID.randomUUID();
    assertThat(RecallValidation.byId(id.toString(), ADA, null))
        .isEqualTo(new RecallQuery.ById("default", ADA, id));
    assertRefused(() -> RecallValidation.byId("1-2-3-4-5", ADA, null), "id");
    assertRefused(() -> RecallValidation.byId(id.toString(), null, null), "subject");
  }

  @Test
  void shouldTakeADateForItsFirstMomentInUtc() {
    RecallBody body = narrowed(null, null, "2026-03-01", "2026-03-02T00:00:00+01:00", "stable");

    assertThat(RecallValidation.query(body, "q"))
        .isEqualTo(
            new RecallQuery.InWords(
                "default",
                ADA,
                "dog",
                new RecallFilter(
                    null,
                    null,
                    Instant.parse("2026-03-01T00:00:00Z"),
                    Instant.parse("2026-03-01T23:00:00Z"),
                    "tea",
                    "garden",
                    "stable"),
                5));
  }

  @Test
  void shouldGoOnWhereTheLastPageEnded() {
    RecallQuery first = RecallValidation.query(paged(null, ADA, null, 2, "occurred_at", null), "q");
    List<RecalledMemory> given =
        List.of(recalled(Memories.of(1, "a")), recalled(Memories.of(2, "b")));

    String cursor = PageCursor.next(first, given);
    RecallQuery next =
        RecallValidation.query(paged(null, ADA, null, 2, "occurred_at", cursor), "q");

    assertThat(((RecallQuery.Latest) next).page())
        .isEqualTo(
            new Page(
                Page.Order.EARLIEST_FIRST,
                new Page.Place(given.getLast().occurredAt(), Memories.id(2))));
    assertThat(PageCursor.next(first, given.subList(0, 1))).isNull();
    assertRefused(
        () -> RecallValidation.query(paged(null, ADA, null, 2, null, cursor), "q"), "cursor");
  }

  @Test
  void shouldRefuseAnOrderOrAPageThatThereIsNot() {
    assertRefused(
        () -> RecallValidation.query(paged(null, ADA, null, 2, "confidence", null), "q"), "sort");
    assertRefused(
        () -> RecallValidation.query(paged(null, ADA, null, 2, null, "ada@example.com"), "q"),
        "cursor");
    assertRefused(
        () -> RecallValidation.query(paged(null, ADA, "dog", 2, "occurred_at", null), "q"), "sort");
    assertRefused(
        () -> RecallValidation.query(paged(null, ADA, "dog", 2, "relevance", "x"), "q"), "cursor");
  }

  private static RecalledMemory recalled(MemoryRecord memory) {
    return new RecalledMemory(
        memory.getMemoryId(),
        memory.getText(),
        memory.getType(),
        null,
        null,
        null,
        memory.getOccurredAt(),
        memory.getCreatedAt(),
        List.of(),
        Map.of(),
        Map.of(),
        null,
        "active",
        1,
        0,
        null);
  }

  private static RecallBody narrowed(
      @Nullable String type,
      @Nullable String session,
      @Nullable String since,
      @Nullable String until,
      @Nullable String status) {

    return new RecallBody(
        null,
        ADA,
        "dog",
        5,
        type,
        session,
        since,
        until,
        status == null ? null : "tea",
        status == null ? null : "garden",
        status,
        null,
        null,
        null,
        null);
  }

  private static void assertRefused(ThrowingCallable call, String field) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(problem.details()).containsEntry("field", field);
              assertThat(problem.getMessage()).startsWith(field + " ").doesNotContain("ada@");
            });
  }

  private static RecallBody body(
      @Nullable String tenant,
      @Nullable String subject,
      @Nullable String query,
      @Nullable Integer limit) {
    return paged(tenant, subject, query, limit, null, null);
  }

  private static RecallBody paged(
      @Nullable String tenant,
      @Nullable String subject,
      @Nullable String query,
      @Nullable Integer limit,
      @Nullable String sort,
      @Nullable String cursor) {
    return new RecallBody(
        tenant, subject, query, limit, null, null, null, null, null, null, null, null, null, sort,
        cursor);
  }
}
