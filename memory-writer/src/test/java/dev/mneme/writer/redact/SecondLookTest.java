package dev.mneme.writer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondLookTest {
  private static final UUID LOOKED_AT = new UUID(7, 64);
  private static final UUID PASSED_OVER = new UUID(7, 65);

  private final Redactor redactor = Redactor.of(Policy.standard());
  private final SecondLook look = new MemoryRedaction(redactor).secondLook();

  @Test
  void shouldFindNothingInWhatWasRedacted() {
    MemoryEvent redacted =
        new MemoryRedaction(redactor).redact(event("write to ada@example.com")).event();

    assertThat(look.leaks(LOOKED_AT, redacted)).isZero();
  }

  @Test
  void shouldFindWhatTheFirstLookLetThrough() {
    assertThat(look.leaks(LOOKED_AT, event("write to ada@example.com"))).isEqualTo(1);
  }

  @Test
  void shouldLookAtOneEventIn64ByItsId() {
    assertThat(look.leaks(PASSED_OVER, event("write to ada@example.com"))).isNull();
  }

  private static MemoryEvent event(String reason) {
    return MemoryEvent.newBuilder()
        .setEventId(LOOKED_AT)
        .setTenant("acme")
        .setSubject("hs_" + "x".repeat(43))
        .setOccurredAt(Instant.EPOCH)
        .setSource("test")
        .setForgetSubject(new ForgetSubject(reason))
        .build();
  }
}
