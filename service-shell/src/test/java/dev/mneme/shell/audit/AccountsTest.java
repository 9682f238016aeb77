package dev.mneme.shell.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.shell.audit.InMemoryTrail.Handed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int ALONE = 3;

  private final InMemoryTrail trail = new InMemoryTrail();
  private final Accounts accounts =
      new Accounts(trail, new Refusals(ALONE), new KeyedHash(new byte[32]), "reader", "reader-0");

  @Test
  void shouldGiveTheFirstRefusalsOfASecondAnEntryEachAndCountTheRest() {
    Map<UUID, Integer> receipts = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      receipts.merge(
          refuse(refusal("UNAUTHORIZED"), NOON.plusMillis(i / 2)).orElseThrow(), 1, Integer::sum);
    }

    accounts.settle(NOON.plusSeconds(1));

    assertThat(trail.entries()).hasSize(ALONE + 1);
    for (Handed handed : trail.entries()) {
      AuditEvent entry = handed.entry();
      assertThat(entry.getCount()).isEqualTo(receipts.get(entry.getEventId()));
      assertThat(handed.about()).isEqualTo(About.NOBODY);
    }
    assertThat(counted()).isEqualTo(1000);
  }

  @Test
  void shouldCountEachKindByItselfAndTheKindsBeyondSixtyFourTogether() {
    for (int i = 0; i < ALONE; i++) {
      refuse(refusal("UNAUTHORIZED"), NOON);
    }
    for (int i = 0; i < 500; i++) {
      refuse(refusal("FORBIDDEN " + i), NOON);
    }

    accounts.settleAll();

    assertThat(trail.entries()).hasSize(ALONE + 64 + 1);
    assertThat(counted()).isEqualTo(ALONE + 500);
    assertThat(trail.entries().getLast().entry().getOperation()).isEqualTo("several");
  }

  @Test
  void shouldBeginAnewWithTheNextSecondAndWhenTheClockIsSetBack() {
    for (Instant at : List.of(NOON, NOON.plusSeconds(1), NOON.minusSeconds(3600))) {
      for (int i = 0; i < 5; i++) {
        refuse(refusal("UNAUTHORIZED"), at);
      }
    }
    accounts.settleAll();

    assertThat(trail.entries()).hasSize(3 * (ALONE + 1));
    assertThat(counted()).isEqualTo(15);
  }

  @Test
  void shouldNeverCountWhatSucceededTogether() {
    Act success = new Act("recall", "personal", Act.SUCCESS, null, "acme", "app", "5ub");
    for (int i = 0; i < 10; i++) {
      refuse(success, NOON);
    }

    assertThat(trail.entries()).hasSize(10);
    assertThat(trail.entries()).extracting(Handed::about).containsOnly(About.PERSON);
  }

  @Test
  void shouldGiveNoReceiptForWhatCouldNotBeWrittenDown() {
    trail.setFull(true);

    assertThat(refuse(refusal("UNAUTHORIZED"), NOON)).isEmpty();
  }

  private Optional<UUID> refuse(Act act, Instant at) {
    return accounts.account(act, "0".repeat(32), at);
  }

  private int counted() {
    return trail.entries().stream().mapToInt(each -> each.entry().getCount()).sum();
  }

  private static Act refusal(String reason) {
    return new Act("recall", "personal", Act.REFUSED, reason, null, null, null);
  }
}
