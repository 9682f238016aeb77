package dev.mneme.writer.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {
  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");
  private static final String SECRET = "ada@example.com";
  private static final String OPERATIONS =
      "store, edit, transition, merge, touch, rescan, forget, forget_session, forget_subject";

  private final Admission admission = new Admission(Limits.STANDARD);

  @Test
  void shouldAcceptAMemoryToStore() {
    MemoryEvent event = Sample.store(1, ID, "hello");

    assertThat(admission.examine(event, event.getSubject()))
        .isEqualTo(new Verdict.Accepted(event, new Operation.Store(event.getStore())));
  }

  @Test
  void shouldAcceptAnOrderToForget() {
    MemoryEvent event = Sample.forget(1, ID, ID, "asked");

    assertThat(admission.examine(event, event.getSubject()))
        .isEqualTo(new Verdict.Accepted(event, new Operation.Forget(event.getForget())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void shouldNameTheFieldAndNeverItsValue(String field, MemoryEvent event, String key) {
    Verdict verdict = admission.examine(event, key);

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused refused = (Verdict.Refused) verdict;
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.reason()).startsWith(field).doesNotContain(SECRET).doesNotContain("@");
  }

  static Stream<Arguments> refused() {
    String subject = Sample.subject(1);
    String much = SECRET + "x".repeat(10_000);
    return Stream.of(
        arguments("tenant", envelope().setTenant("").setStore(memory()).build(), subject),
        arguments("tenant", envelope().setTenant(SECRET).setStore(memory()).build(), subject),
        arguments(
            "tenant", envelope().setTenant("a".repeat(65)).setStore(memory()).build(), subject),
        arguments("subject", envelope().setSubject(SECRET).setStore(memory()).build(), SECRET),
        arguments("subject", envelope().setSubject("").setStore(memory()).build(), ""),
        arguments("key", Sample.store(1, ID, "hello"), Sample.subject(2)),
        arguments("key", Sample.store(1, ID, "hello"), null),
        arguments("source", envelope().setSource(much).setStore(memory()).build(), subject),
        arguments(OPERATIONS, envelope().build(), subject),
        arguments(
            OPERATIONS,
            envelope().setStore(memory()).setForget(new ForgetMemory(ID, "")).build(),
            subject),
        arguments("forget.reason", Sample.forget(1, ID, ID, much), subject),
        arguments("store.type", stored(builder().setType(SECRET)), subject),
        arguments("store.text", stored(builder().setText("")), subject),
        arguments("store.text", stored(builder().setText(" \n\t")), subject),
        arguments("store.text", stored(builder().setText(much)), subject),
        arguments("store.speaker", stored(builder().setSpeaker(much)), subject),
        arguments("store.conversation", stored(builder().setConversation(much)), subject),
        arguments("store.session", stored(builder().setSession(much)), subject),
        arguments(
            "store.tags",
            stored(builder().setTags(new ArrayList<>(Collections.nCopies(65, SECRET)))),
            subject),
        arguments("store.tags[1]", stored(builder().setTags(List.of("ok", much))), subject),
        arguments("store.metadata key", stored(builder().setMetadata(Map.of(much, "v"))), subject),
        arguments(
            "store.metadata value", stored(builder().setMetadata(Map.of("k", much))), subject),
        arguments("actor", envelope().setActor(much).setStore(memory()).build(), subject),
        arguments("store.family", stored(builder().setFamily(SECRET)), subject),
        arguments("store.status", stored(builder().setStatus("deprecated")), subject),
        arguments("store.confidence", stored(builder().setConfidence(Double.NaN)), subject),
        arguments("store.confidence", stored(builder().setConfidence(-0.01)), subject),
        arguments("store.confidence", stored(builder().setConfidence(1.01)), subject),
        arguments("store.project", stored(builder().setProject(much)), subject),
        arguments("store.anchors[0]", stored(builder().setAnchors(List.of(much))), subject),
        arguments(
            "store.anchors", stored(builder().setAnchors(Collections.nCopies(65, "a"))), subject),
        arguments("store.max_age_seconds", stored(builder().setMaxAgeSeconds(0L)), subject),
        arguments("store.max_idle_seconds", stored(builder().setMaxIdleSeconds(-1L)), subject),
        arguments("store.data", stored(builder().setData(SECRET)), subject),
        arguments("store.data", stored(builder().setData("[1]")), subject),
        arguments("store.data", stored(builder().setData("")), subject),
        arguments("store.data", stored(builder().setData("{\"a\":1")), subject),
        arguments("store.data", stored(builder().setData("{\"a\":1} {}")), subject),
        arguments("store.data", stored(builder().setData("{\"a\":1,\"a\":2}")), subject),
        arguments(
            "store.data",
            stored(builder().setData("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}")),
            subject),
        arguments(
            "store.data",
            stored(builder().setData("{\"a\":\"" + "x".repeat(32_768) + "\"}")),
            subject),
        arguments("edit.memory_id", Sample.edit(1, ID, Sample.text(ID, null)), subject),
        arguments("edit.text", Sample.edit(1, ID, Sample.text(ID, " ")), subject),
        arguments("edit.text", Sample.edit(1, ID, Sample.text(ID, much)), subject),
        arguments("edit.type", Sample.edit(1, ID, edit().setType(SECRET).build()), subject),
        arguments(
            "edit.confidence", Sample.edit(1, ID, edit().setConfidence(2.0).build()), subject),
        arguments("edit.data", Sample.edit(1, ID, edit().setData(SECRET).build()), subject),
        arguments("transition.transition", Sample.move(1, ID, ID, SECRET), subject),
        arguments("merge.source_id", Sample.merge(1, ID, ID, ID, "combine"), subject),
        arguments("merge.strategy", Sample.merge(1, ID, ID, OTHER, SECRET), subject),
        arguments("touch.memory_ids", Sample.touch(1, ID), subject),
        arguments(
            "touch.memory_ids",
            Sample.touch(1, ID, Collections.nCopies(257, ID).toArray(UUID[]::new)),
            subject),
        arguments("forget_session.session", Sample.forgetSession(1, ID, " ", null), subject),
        arguments("forget_session.session", Sample.forgetSession(1, ID, much, null), subject),
        arguments("forget_session.conversation", Sample.forgetSession(1, ID, "1", much), subject));
  }

  @Test
  void shouldAcceptEveryOperation() {
    for (MemoryEvent event :
        List.of(
            Sample.edit(1, ID, edit().setData("{\"a\":{\"b\":[1]}}").build()),
            Sample.move(1, ID, ID, "promote"),
            Sample.move(1, ID, ID, "deprecate"),
            Sample.merge(1, ID, ID, OTHER, "keep_source"),
            Sample.touch(1, ID, ID, OTHER),
            Sample.rescan(1, ID, ID),
            Sample.forgetSession(1, ID, "1", null),
            Sample.forgetSubject(1, ID))) {
      assertThat(admission.examine(event, event.getSubject()))
          .isEqualTo(new Verdict.Accepted(event, Operation.of(event)));
    }
  }

  private static EditMemory.Builder edit() {
    return EditMemory.newBuilder().setMemoryId(ID);
  }

  private static Arguments arguments(String field, MemoryEvent event, String key) {
    return Arguments.of(field, event, key);
  }

  private static MemoryEvent.Builder envelope() {
    return Sample.envelope(1, ID);
  }

  private static StoreMemory memory() {
    return Sample.memory("hello");
  }

  private static StoreMemory.Builder builder() {
    return StoreMemory.newBuilder(memory());
  }

  private static MemoryEvent stored(StoreMemory.Builder memory) {
    return Sample.store(1, ID, memory.build());
  }
}
