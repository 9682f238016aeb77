package dev.mneme.writer.memories;

import static dev.mneme.writer.memories.SubjectUnderTest.START;
import static dev.mneme.writer.memories.SubjectUnderTest.assertAnswered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.EditMemory;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import dev.mneme.writer.admission.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryLifeTest {
  private SubjectUnderTest subject = new SubjectUnderTest();

  private UUID stored(String text) {
    return subject.store(text).answer().memory();
  }

  private UUID stored(StoreMemory.Builder memory) {
    return subject.store(memory).answer().memory();
  }

  private Decision move(UUID memory, String transition) {
    return subject.take(Sample.move(1, subject.nextId(), memory, transition));
  }

  private Decision merge(UUID target, UUID source, String strategy) {
    return subject.take(Sample.merge(1, subject.nextId(), target, source, strategy));
  }

  private static StoreMemory.Builder memory(String text) {
    return StoreMemory.newBuilder(Sample.memory(text));
  }

  @ParameterizedTest
  @CsvSource({
    "candidate, promote, active",
    "active, promote, stable",
    "stable, promote, ",
    "candidate, deprecate, deprecated",
    "active, deprecate, deprecated",
    "stable, deprecate, deprecated",
  })
  void shouldMoveAMemoryOnlyForward(String from, String transition, String to) {
    UUID memory = stored(memory("x").setStatus(from));

    Decision decision = move(memory, transition);

    if (to == null) {
      assertAnswered(decision, OutcomeResult.CONFLICT, Reason.ILLEGAL_TRANSITION);
      assertThat(decision.changes()).isEmpty();
    } else {
      assertAnswered(decision, OutcomeResult.SUCCESS, null);
      assertThat(subject.memory(memory).getStatus()).isEqualTo(to);
      assertThat(subject.memory(memory).getRevision()).isEqualTo(2);
    }
  }

  @Test
  void shouldHoldWhatADeprecatedMemorySaysButChangeItNoMore() {
    UUID memory = stored("was true once");
    move(memory, "deprecate");

    assertAnswered(move(memory, "promote"), OutcomeResult.CONFLICT, Reason.ILLEGAL_TRANSITION);
    assertAnswered(move(memory, "deprecate"), OutcomeResult.CONFLICT, Reason.ILLEGAL_TRANSITION);
    assertAnswered(
        subject.take(Sample.edit(1, subject.nextId(), Sample.text(memory, "other"))),
        OutcomeResult.CONFLICT,
        Reason.ILLEGAL_TRANSITION);
    assertAnswered(
        subject.store("was true once"), OutcomeResult.CONFLICT, Reason.DUPLICATE_CONTENT);
  }

  @Test
  void shouldChangeWhatAnEditNamesAndNothingElse() {
    UUID memory = stored(memory("x").setProject("atlas").setConfidence(0.5));
    MemoryRecord before = subject.memory(memory);
    subject.passes(Duration.ofDays(2));

    subject.take(
        Sample.edit(
            1,
            subject.nextId(),
            EditMemory.newBuilder().setMemoryId(memory).setTags(List.of("new")).build()));

    assertThat(subject.memory(memory))
        .isEqualTo(
            MemoryRecord.newBuilder(before)
                .setTags(List.of("new"))
                .setRevision(2)
                .setUpdatedAt(subject.now())
                .setExpiresAt(subject.now().plus(Duration.ofDays(30)))
                .build());
  }

  @Test
  void shouldLetAnotherMemorySayWhatOneSaysNoMore() {
    UUID memory = stored("first");
    subject.take(Sample.edit(1, subject.nextId(), Sample.text(memory, "second")));

    assertAnswered(subject.store("first"), OutcomeResult.SUCCESS, null);
    assertAnswered(
        subject.take(Sample.edit(1, subject.nextId(), Sample.text(memory, "first"))),
        OutcomeResult.CONFLICT,
        Reason.DUPLICATE_CONTENT);
  }

  @Test
  void shouldTakeTheContentOfTheSourceButStayTheTarget() {
    UUID target = stored(memory("target").setStatus("stable"));
    UUID source = stored(memory("source").setTags(List.of("s")).setConfidence(0.25));

    merge(target, source, "keep_source");

    MemoryRecord merged = subject.memory(target);
    assertThat(merged.getText()).isEqualTo("source");
    assertThat(merged.getTags()).containsExactly("s");
    assertThat(merged.getConfidence()).isEqualTo(0.25);
    assertThat(merged.getStatus()).isEqualTo("stable");
    assertThat(merged.getCreatedAt()).isEqualTo(START);
    assertThat(merged.getMergedFrom()).containsExactly(source);
    for (String text : List.of("target", "source")) {
      Decision again = subject.store(text);
      assertAnswered(again, OutcomeResult.CONFLICT, Reason.DUPLICATE_CONTENT);
      assertThat(again.answer().memory()).isEqualTo(target);
    }
  }

  @Test
  void shouldCombineWhatTwoMemoriesSay() {
    UUID target =
        stored(
            memory("likes tea")
                .setTags(List.of("a", "b"))
                .setMetadata(Map.of("k", "target", "t", "1"))
                .setAnchors(List.of("doc-1"))
                .setData("{\"a\":1,\"b\":1}")
                .setConfidence(0.5));
    UUID source =
        stored(
            memory("likes cake")
                .setTags(List.of("b", "c"))
                .setMetadata(Map.of("k", "source", "s", "2"))
                .setAnchors(List.of("doc-2"))
                .setData("{\"b\":2,\"c\":2}")
                .setConfidence(0.75));

    merge(target, source, "combine");

    MemoryRecord merged = subject.memory(target);
    assertThat(merged.getText()).isEqualTo("likes tea\nlikes cake");
    assertThat(merged.getTags()).containsExactly("a", "b", "c");
    assertThat(merged.getAnchors()).containsExactly("doc-1", "doc-2");
    assertThat(merged.getMetadata()).isEqualTo(Map.of("k", "target", "t", "1", "s", "2"));
    assertThat(merged.getData()).isEqualTo("{\"b\":1,\"c\":2,\"a\":1}");
    assertThat(merged.getConfidence()).isEqualTo(0.75);
  }

  @Test
  void shouldNotRepeatATextThatTheOtherContains() {
    UUID target = stored("Likes Tea");
    UUID source = stored("Ada likes tea and cake");

    merge(target, source, "combine");

    assertThat(subject.memory(target).getText()).isEqualTo("Ada likes tea and cake");
  }

  @Test
  void shouldNotCombineWhatIsTooLargeTogether() {
    UUID target = stored("a".repeat(Limits.STANDARD.text()));
    UUID source = stored("b");

    assertAnswered(merge(target, source, "combine"), OutcomeResult.CONFLICT, Reason.TOO_LARGE);
    assertThat(subject.knows(source)).isTrue();
  }

  @Test
  void shouldNotMergeAPersonalMemoryIntoOneOfACohort() {
    UUID target = stored(memory("a").setFamily("cohort"));
    UUID source = stored("b");

    assertAnswered(
        merge(target, source, "keep_target"), OutcomeResult.CONFLICT, Reason.OTHER_FAMILY);
  }

  @Test
  void shouldExpireByAgeOrIdleTimeWhicheverComesFirst() {
    Instant created = START;
    Instant used = Lifetime.day(START.plus(Duration.ofDays(5)));

    assertThat(Lifetime.expiresAt(created, null, null, 100, 50)).isEqualTo(START.plusSeconds(50));
    assertThat(Lifetime.expiresAt(created, null, null, 50, 100)).isEqualTo(START.plusSeconds(50));
    assertThat(Lifetime.expiresAt(created, START.plusSeconds(10), null, 100, 50))
        .isEqualTo(START.plusSeconds(60));
    assertThat(Lifetime.expiresAt(created, null, used, 90 * 86_400, 60))
        .as("the end of the day it was used, then its idle time")
        .isEqualTo(used.plus(Duration.ofDays(1)).plusSeconds(60));
  }

  @Test
  void shouldHoldTheBoundsOfTheServiceWhateverAMemoryAsks() {
    UUID memory =
        stored(memory("x").setMaxAgeSeconds(Long.MAX_VALUE).setMaxIdleSeconds(Long.MAX_VALUE));

    assertThat(subject.memory(memory).getMaxAgeSeconds())
        .isEqualTo(Duration.ofDays(90).toSeconds());
    assertThat(subject.memory(memory).getExpiresAt()).isEqualTo(START.plus(Duration.ofDays(30)));
  }

  @Test
  void shouldWriteUseOnceADayAndNotAsAChange() {
    UUID memory = stored("x");
    subject.take(Sample.touch(1, subject.nextId(), memory, memory));
    subject.passes(Duration.ofHours(1));

    Decision again = subject.take(Sample.touch(1, subject.nextId(), memory));

    assertAnswered(again, OutcomeResult.SUCCESS, Reason.UNCHANGED);
    assertThat(again.changes()).isEmpty();
    assertThat(subject.memory(memory).getRevision()).isEqualTo(1);
    assertThat(subject.memory(memory).getUsedAt()).isEqualTo(Lifetime.day(START));
  }

  /** A policy that replaces names too. */
  private static MemoryRecord stricter(MemoryRecord record) {
    return MemoryRecord.newBuilder(record)
        .setText(record.getText().replaceAll("Rosa|Omar", "[PERSON]"))
        .setPolicyVersion("2")
        .build();
  }

  @Test
  void shouldRedactAgainAndStillKnowTheMemoryByBothForms() {
    subject = new SubjectUnderTest(MemoryLifeTest::stricter, MemoryPolicy.STANDARD);
    UUID memory = stored("met Rosa");

    Decision rescan = subject.take(Sample.rescan(1, subject.nextId(), memory));

    assertAnswered(rescan, OutcomeResult.SUCCESS, null);
    assertThat(subject.memory(memory).getText()).isEqualTo("met [PERSON]");
    assertThat(subject.memory(memory).getPolicyVersion()).isEqualTo("2");
    assertAnswered(
        subject.take(Sample.rescan(1, subject.nextId(), memory)),
        OutcomeResult.SUCCESS,
        Reason.UNCHANGED);
    assertAnswered(subject.store("met Rosa"), OutcomeResult.CONFLICT, Reason.DUPLICATE_CONTENT);
    assertAnswered(subject.store("met [PERSON]"), OutcomeResult.CONFLICT, Reason.DUPLICATE_CONTENT);
  }

  @Test
  void shouldNotLeaveTwoMemoriesThatSayTheSameOnceRedactedAgain() {
    subject = new SubjectUnderTest(MemoryLifeTest::stricter, MemoryPolicy.STANDARD);
    UUID one = stored("met Rosa");
    UUID other = stored("met Omar");
    subject.take(Sample.rescan(1, subject.nextId(), one));

    Decision rescan = subject.take(Sample.rescan(1, subject.nextId(), other));

    assertAnswered(rescan, OutcomeResult.SUCCESS, Reason.SAME_AS_ANOTHER);
    assertThat(subject.knows(other)).isFalse();
    assertThat(subject.memory(one).getMergedFrom()).containsExactly(other);
  }

  @Test
  void shouldRemoveWhatSaysSomethingForgottenOnceRedactedAgain() {
    subject = new SubjectUnderTest(MemoryLifeTest::stricter, MemoryPolicy.STANDARD);
    UUID one = stored("met Rosa");
    UUID other = stored("met Omar");
    subject.take(Sample.rescan(1, subject.nextId(), one));
    subject.take(Sample.forget(1, subject.nextId(), one, ""));

    Decision rescan = subject.take(Sample.rescan(1, subject.nextId(), other));

    assertAnswered(rescan, OutcomeResult.SUCCESS, Reason.SAME_AS_FORGOTTEN);
    assertThat(subject.memories()).isEmpty();
    assertAnswered(subject.store("met Omar"), OutcomeResult.CONFLICT, Reason.FORGOTTEN_CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "'  Ｈello\t\n WORLD ', 'hello world'",
    "'STRASSE 1', 'strasse 1'",
    "'e\u0301', '\u00e9'",
    "'İstanbul', 'istanbul'",
  })
  void shouldCompareContentsWithoutRegardToFormCaseAndSpace(String text, String folded) {
    assertThat(ContentIdentity.folded(text)).isEqualTo(folded);
    assertThat(ContentIdentity.folded(folded)).isEqualTo(folded);
  }
}
