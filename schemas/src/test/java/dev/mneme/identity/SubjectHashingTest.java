package dev.mneme.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.AvroSafety;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubjectHashingTest {
  private static final byte[] KEY = new byte[32];

  private final SubjectHashing hashing = new SubjectHashing("5ub", KEY);

  @BeforeAll
  static void trustOurClasses() {
    AvroSafety.enforce();
  }

  @Test
  void shouldHashSubjectAndContentAndKeepAllElse() {
    AuditEvent entry = entry("5ub", "c0ntent");

    AuditEvent attributed = hashing.attributed(entry);

    assertThat(attributed)
        .isEqualTo(
            AuditEvent.newBuilder(entry)
                .setSubjectHash(SubjectKeyring.hash(KEY, "5ub"))
                .setContentHash(SubjectKeyring.hash(KEY, "c0ntent"))
                .build());
    assertThat(entry).as("what came in").isEqualTo(entry("5ub", "c0ntent"));
  }

  @Test
  void shouldHashTheSameAgainAndLeaveOutAContentThatIsNotThere() {
    AuditEvent first = hashing.attributed(entry("5ub", "c0ntent"));

    assertThat(hashing.attributed(entry("5ub", "c0ntent"))).isEqualTo(first);
    assertThat(hashing.attributed(entry("5ub", null)).getContentHash()).isNull();
  }

  @Test
  void shouldHashNobodyElseWithTheKey() {
    AuditEvent entry = entry("0ther", "c0ntent");

    assertThatThrownBy(() -> hashing.attributed(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("0ther");
  }

  private static AuditEvent entry(String subject, String content) {
    return AuditEvent.newBuilder()
        .setEventId(new UUID(3, 4))
        .setOperation("store")
        .setFamily("personal")
        .setResult("success")
        .setService("writer")
        .setInstance("writer-0")
        .setTenant("acme")
        .setSubjectHash(subject)
        .setContentHash(content)
        .setMemoryId(new UUID(5, 6))
        .setSource(new SourcePosition("memory.events", 2, 77L))
        .setAt(Instant.parse("2026-03-01T12:00:00Z"))
        .setRemovedIds(List.of(new UUID(7, 8)))
        .build();
  }
}
