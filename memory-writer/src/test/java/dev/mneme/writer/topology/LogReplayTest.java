package dev.mneme.writer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.EditMemory;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import dev.mneme.writer.memories.MemoryIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole log of everything that can be asked, processed once, again, and elsewhere. */
class LogReplayTest {
  private static final int EVENTS = 200;
  private static final ExpirySchedule SCHEDULE = new ExpirySchedule(Duration.ofHours(1), 10);

  @TempDir Path stateDir;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldAnswerEachEventOnceAndChangeNothingWhenTheLogComesAgain(long seed) {
    List<MemoryEvent> log = log(new Random(seed));
    List<byte[]> once;
    try (WriterDriver stage = new WriterDriver(stateDir.resolve("here"), SCHEDULE)) {
      log.forEach(stage::send);
      List<OperationOutcome> first = List.copyOf(stage.outcomes());
      once = stage.everything();
      int records = stage.records().size();

      log.forEach(stage::send);

      List<OperationOutcome> all = stage.outcomes();
      assertThat(first).hasSize(EVENTS);
      assertThat(first)
          .extracting(OperationOutcome::getResult)
          .contains(OutcomeResult.SUCCESS, OutcomeResult.CONFLICT, OutcomeResult.NOT_FOUND);
      for (int i = 0; i < EVENTS; i++) {
        OperationOutcome before = first.get(i);
        OperationOutcome again = all.get(EVENTS + i);
        assertThat(before.getEventId()).isEqualTo(log.get(i).getEventId());
        assertThat(again.getResult()).isEqualTo(OutcomeResult.DUPLICATE);
        assertThat(again.getMemoryId()).isEqualTo(before.getMemoryId());
        assertThat(again.getAffected()).isEqualTo(before.getAffected());
        assertThat(again.getReason()).isEqualTo(before.getReason());
      }
      assertThat(stage.records()).hasSize(records);
      assertThat(stage.audit())
          .hasSize(EVENTS)
          .extracting(AuditEvent::getEventId)
          .doesNotHaveDuplicates();
      assertThat(stage.kept()).isEqualTo(stage.fold());
      assertThat(stage.letters()).isEmpty();
    }
    try (WriterDriver elsewhere = new WriterDriver(stateDir.resolve("elsewhere"), SCHEDULE)) {
      log.forEach(elsewhere::send);

      assertThat(elsewhere.everything()).usingRecursiveComparison().isEqualTo(once);
    }
  }

  private static List<MemoryEvent> log(Random random) {
    List<MemoryEvent> log = new ArrayList<>();
    List<UUID> stored = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int subject = random.nextInt(2);
      UUID id = new UUID(random.nextLong(), random.nextLong());
      UUID one = stored.isEmpty() ? id : stored.get(random.nextInt(stored.size()));
      UUID other = stored.isEmpty() ? id : stored.get(random.nextInt(stored.size()));
      String text = "note " + random.nextInt(25) + " of ada@example.com";
      MemoryEvent event =
          switch (random.nextInt(20)) {
            case 0, 1 -> Sample.edit(subject, id, Sample.text(one, text));
            case 2 ->
                Sample.edit(
                    subject,
                    id,
                    EditMemory.newBuilder()
                        .setMemoryId(one)
                        .setTags(List.of(text))
                        .setData("{\"a\":\"ada@example.com\",\"b\":[1,2]}")
                        .build());
            case 3, 4 ->
                Sample.move(subject, id, one, random.nextInt(3) == 0 ? "deprecate" : "promote");
            case 5 ->
                one.equals(other)
                    ? Sample.touch(subject, id, one)
                    : Sample.merge(subject, id, one, other, "combine");
            case 6 ->
                one.equals(other)
                    ? Sample.touch(subject, id, one)
                    : Sample.merge(subject, id, one, other, "keep_source");
            case 7, 8 -> Sample.forget(subject, id, one, "asked by ada@example.com");
            case 9 -> Sample.touch(subject, id, one, other);
            case 10 -> Sample.rescan(subject, id, one);
            case 11 ->
                random.nextInt(8) == 0
                    ? Sample.forgetSubject(subject, id)
                    : Sample.touch(subject, id, one);
            case 12 ->
                Sample.store(
                    subject,
                    id,
                    StoreMemory.newBuilder(Sample.memory(text)).setAllowAfterForget(true).build());
            default -> Sample.store(subject, id, text);
          };
      if (event.getStore() != null) {
        stored.add(MemoryIds.of(event));
      }
      log.add(event);
    }
    return log;
  }
}
