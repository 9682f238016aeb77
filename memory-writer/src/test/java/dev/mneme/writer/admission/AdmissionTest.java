package dev.mneme.writer.admission;

import static org.assertj.core.api.Assertions.assertThat;

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
            "store.metadata value", stored(builder().setMetadata(Map.of("k", much))), subject));
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
