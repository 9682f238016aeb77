package dev.mneme.shell.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.SubjectKeyring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final InMemoryKeys keys = new InMemoryKeys();
  private final SubjectKeyring keyring = new SubjectKeyring(new byte[32]);
  private final Attribution attribution =
      new Attribution(keys, keyring, () -> LONG_AGO.plusSeconds(60));

  @Test
  void shouldHashSubjectAndContentWithTheSubjectsKey() throws Exception {
    byte[] key = keyring.fresh();
    keys.know("5ub", key);

    assertThat(attribution.settle(List.of(entry("5ub")), PATIENCE)).isTrue();
    AuditEvent attributed = attribution.of(entry("5ub"));

    assertThat(attributed.getSubjectHash()).isEqualTo(SubjectKeyring.hash(key, "5ub"));
    assertThat(attributed.getContentHash()).isEqualTo(SubjectKeyring.hash(key, "c0ntent"));
    assertThat(attributed.getEventId()).isEqualTo(entry("5ub").getEventId());
  }

  @Test
  void shouldFindAKeyThatComesLate() throws Exception {
    byte[] key = keyring.fresh();
    keys.knowLate("5ub", key);

    assertThat(attribution.settle(List.of(entry("5ub")), PATIENCE)).isTrue();

    assertThat(attribution.of(entry("5ub")).getSubjectHash())
        .isEqualTo(SubjectKeyring.hash(key, "5ub"));
  }

  @Test
  void shouldNameNobodyWhenTheSubjectHasNoKey() throws Exception {
    assertThat(attribution.settle(List.of(entry("5ub")), PATIENCE)).isTrue();

    assertThat(attribution.of(entry("5ub")).getSubjectHash())
        .hasSize(64)
        .isNotEqualTo(attribution.of(entry("5ub")).getSubjectHash());
  }

  @Test
  void shouldConcludeNothingWhileTheKeysCannotBeRead() throws Exception {
    keys.setAway(true);

    assertThat(attribution.settle(List.of(entry("5ub")), PATIENCE)).isFalse();
  }

  private static AuditEvent entry(String subjectHash) {
    return AuditEvent.newBuilder()
        .setEventId(new UUID(3, 4))
        .setOperation("recall")
        .setFamily("personal")
        .setResult("success")
        .setService("reader")
        .setInstance("reader-0")
        .setTenant("acme")
        .setSubjectHash(subjectHash)
        .setContentHash("c0ntent")
        .setAt(LONG_AGO)
        .build();
  }
}
