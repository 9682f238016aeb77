package dev.mneme.guard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Set<String> REFUSED = Set.of("refused");

  @Test
  void shouldSayInASentenceWhatTheGuardDid() {
    Notice notice = Notices.of(guard("three timeouts <in a row>")).orElseThrow();

    assertThat(notice.type()).isEqualTo("guard.downgraded");
    assertThat(notice.text())
        .isEqualTo("*new@local*: downgraded by guard. three timeouts &lt;in a row&gt;");
    assertThat(notice.data()).containsEntry("because", "three timeouts <in a row>");
  }

  @Test
  void shouldTellOfAnAuditEventOnlyWhenItsResultIsAskedFor() {
    assertThat(Notices.of(audit("success"), REFUSED)).isEmpty();
    assertThat(Notices.of(audit("refused"), REFUSED).orElseThrow().type())
        .isEqualTo("audit.refused");
  }

  @Test
  void shouldTellNobodyWhomAnAuditEventIsAbout() {
    Notice notice = Notices.of(audit("refused"), REFUSED).orElseThrow();

    assertThat(new String(notice.body(), StandardCharsets.UTF_8))
        .contains("\"operation\":\"reveal\"")
        .doesNotContain("subject-hash")
        .doesNotContain("content-hash")
        .doesNotContain("a reason that somebody wrote");
  }

  private static GuardEvent guard(String because) {
    return GuardEvent.newBuilder()
        .setEventId(UUID.randomUUID())
        .setLayer("new")
        .setRegion("local")
        .setKind(GuardEventKind.DOWNGRADED)
        .setCause("consecutive_failures")
        .setBecause(because)
        .setEpoch(3)
        .setActor("guard")
        .setEvidence(List.of())
        .setAt(NOW)
        .build();
  }

  private static AuditEvent audit(String result) {
    return AuditEvent.newBuilder()
        .setEventId(UUID.randomUUID())
        .setOperation("reveal")
        .setFamily("personal")
        .setResult(result)
        .setService("memory-writer")
        .setInstance("memory-writer-0")
        .setTenant("default")
        .setSubjectHash("subject-hash")
        .setContentHash("content-hash")
        .setActor("an-application")
        .setReason("a reason that somebody wrote")
        .setAt(NOW)
        .build();
  }
}
