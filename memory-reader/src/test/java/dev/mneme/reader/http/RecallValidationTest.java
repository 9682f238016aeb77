package dev.mneme.reader.http;

import static dev.mneme.reader.recall.Memories.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.Instant;
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
    return new RecallBody(
        tenant, subject, query, limit, null, null, null, null, null, null, null, null, null);
  }
}
