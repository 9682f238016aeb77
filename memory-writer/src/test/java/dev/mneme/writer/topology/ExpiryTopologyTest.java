package dev.mneme.writer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories whose time is over go by themselves. */
class ExpiryTopologyTest {
  private static final int MOST = 10;
  private static final Duration ROUND = Duration.ofSeconds(1);

  @TempDir Path stateDir;
  private WriterDriver stage;
  private int next;

  @BeforeEach
  void open() {
    stage = new WriterDriver(stateDir, new ExpirySchedule(ROUND, MOST));
  }

  @AfterEach
  void close() {
    assertThat(stage.kept()).isEqualTo(stage.fold());
    stage.close();
  }

  private UUID id() {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | next++);
  }

  private UUID stored(String text, Duration maxAge) {
    StoreMemory memory =
        StoreMemory.newBuilder(Sample.memory(text)).setMaxAgeSeconds(maxAge.toSeconds()).build();
    return stage.send(Sample.store(1, id(), memory)).getMemoryId();
  }

  @Test
  void shouldRemoveAMemoryOnceItsTimeIsOverAndSaySo() {
    UUID memory = stored("brief", Duration.ofSeconds(60));
    Instant end = WriterDriver.NOW.plusSeconds(60);

    stage.passes(Duration.ofSeconds(59).plus(ExpiryRounds.GRACE));
    assertThat(stage.fold()).hasSize(1);
    stage.passes(Duration.ofSeconds(2));

    assertThat(stage.fold()).isEmpty();
    assertThat(stage.records().getLast().value()).isNull();
    OperationOutcome outcome = stage.outcomes().getLast();
    assertThat(outcome.getOperation()).isEqualTo("expire");
    assertThat(outcome.getMemoryId()).isEqualTo(memory);
    assertThat(outcome.getEventId()).isNull();
    AuditEvent entry = stage.audit().getLast();
    assertThat(entry.getOperation()).isEqualTo("expire");
    assertThat(entry.getAt()).isEqualTo(end);
    assertThat(entry.getRemovedIds()).containsExactly(memory);
    assertThat(stage.state(Expiries.STORE)).isEmpty();
    assertThat(stage.state(StoredMemories.CONTENTS)).isEmpty();
  }

  @Test
  void shouldTakeTheSameContentAgainAfterItExpired() {
    stored("brief", Duration.ofSeconds(60));
    stage.passes(Duration.ofMinutes(2));

    OperationOutcome again = stage.send(Sample.store(1, id(), "brief"));

    assertThat(again.getResult()).isEqualTo(OutcomeResult.SUCCESS);
  }

  @Test
  void shouldNotMeetAMemoryWhoseTimeIsOverThoughNoRoundCameBy() {
    UUID old = stored("brief", Duration.ofSeconds(60));
    stage.passes(Duration.ofSeconds(61)); // over, and within the grace of the rounds
    assertThat(stage.fold()).hasSize(1);

    OperationOutcome again = stage.send(Sample.store(1, id(), "brief"));

    assertThat(again.getResult()).isEqualTo(OutcomeResult.SUCCESS);
    assertThat(again.getMemoryId()).isNotEqualTo(old);
    assertThat(stage.fold()).hasSize(1);
    assertThat(stage.audit())
        .extracting(AuditEvent::getOperation)
        .containsExactly("store", "expire", "store");
  }

  @Test
  void shouldRemoveNoMoreThanItsBoundInARoundAndTheRestInTheNext() {
    for (int i = 0; i < 25; i++) {
      stored("brief " + i, Duration.ofSeconds(60));
    }
    stored("long", Duration.ofDays(1));

    stage.passes(Duration.ofSeconds(61).plus(ExpiryRounds.GRACE));
    int afterOne = stage.fold().size();
    stage.passes(ROUND);
    stage.passes(ROUND);
    stage.passes(ROUND);

    assertThat(afterOne).isEqualTo(26 - MOST);
    assertThat(stage.fold().values())
        .singleElement()
        .satisfies(record -> assertThat(record.getText()).isEqualTo("long"));
  }

  @Test
  void shouldFindTheExpiredAmongManyThatLiveOn() {
    for (int i = 0; i < MOST * 25; i++) {
      stored("long " + i, Duration.ofDays(80));
    }
    UUID brief = stored("brief", Duration.ofSeconds(60));

    stage.passes(Duration.ofSeconds(61).plus(ExpiryRounds.GRACE));
    stage.passes(ROUND);
    stage.passes(ROUND);

    assertThat(stage.fold().keySet()).hasSize(MOST * 25).noneMatch(k -> k.endsWith("" + brief));
  }

  @Test
  void shouldLetAMemoryLiveOnThatIsUsedAndEndTheIdleOne() {
    UUID used = stage.send(Sample.store(1, id(), "used")).getMemoryId();
    stage.send(Sample.store(1, id(), "idle"));
    stage.passes(Duration.ofDays(20));
    int records = stage.records().size();
    OperationOutcome first = stage.send(Sample.touch(1, id(), used, UUID.randomUUID()));
    OperationOutcome second = stage.send(Sample.touch(1, id(), used));
    assertThat(first.getAffected()).isEqualTo(1);
    assertThat(second.getAffected()).isZero();
    assertThat(stage.records()).hasSize(records + 1);

    stage.passes(Duration.ofDays(11));

    assertThat(stage.fold().values())
        .singleElement()
        .satisfies(record -> assertThat(record.getMemoryId()).isEqualTo(used));
    stage.passes(Duration.ofDays(40));
    assertThat(stage.fold()).isEmpty();
  }
}
