package dev.mneme.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.redaction.RedactionKey;
import dev.mneme.writer.redact.MemoryRedaction;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer is started with a policy, by the settings an operator gives it. */
class RedactionStartTest {
  private static final String KEY = "A".repeat(43) + "=";

  @TempDir private Path folder;

  @Test
  void shouldNotStartWithABadPolicyAndNameItsFileAndLine() throws Exception {
    String file = policy("version = 1\nEMAIL = replace\nPHONE = erase\n");

    assertThatStopped(() -> start(Map.of("mneme.redaction.policy", file)))
        .contains(file + ", line 3: no such operator: erase");
  }

  @Test
  void shouldNotStartWhenAnOperatorNeedsAKeyAndThereIsNone() throws Exception {
    String file = policy("version = 1\nEMAIL = token\n");

    assertThatStopped(() -> start(Map.of("mneme.redaction.policy", file)))
        .contains(file + ", line 2: EMAIL = token needs a redaction key");
  }

  @Test
  void shouldNotStartWithAPolicyThatIsNotThere() {
    String file = folder.resolve("none").toString();

    assertThatStopped(() -> start(Map.of("mneme.redaction.policy", file)))
        .contains("MNEME_REDACTION_POLICY", file);
  }

  @Test
  void shouldNotStartWithAKeyThatIsNoneNorRepeatIt() throws Exception {
    String file = policy("version = 1\n");

    assertThatStopped(
            () -> start(Map.of("mneme.redaction.policy", file, "mneme.redaction.key", "s3cr%t")))
        .contains("MNEME_REDACTION_KEY")
        .doesNotContain("s3cr%t");
  }

  @Test
  void shouldRedactByTheFileAndSayItsVersionAndRevealWithTheKey() throws Exception {
    String file = policy("version = ours-7\nEMAIL = token\n");

    try (ApplicationContext started =
        start(Map.of("mneme.redaction.policy", file, "mneme.redaction.key", KEY))) {
      MemoryRedaction redaction = started.getBean(MemoryRedaction.class);
      String redacted = redaction.redact("ada@example.com");

      assertThat(redaction.policyVersion()).isEqualTo("ours-7");
      assertThat(redacted).startsWith("[EMAIL:token:");
      assertThat(started.getBean(RedactionKey.class).reveal(redacted)).contains("ada@example.com");
    }
  }

  @Test
  void shouldRedactByTheBuiltInPolicyWhenNoneIsNamed() {
    try (ApplicationContext started = start(Map.of())) {
      assertThat(started.getBean(MemoryRedaction.class).redact("ada@example.com"))
          .isEqualTo("[EMAIL]");
      assertThat(started.findBean(RedactionKey.class)).isEmpty();
    }
  }

  private String policy(String content) throws IOException {
    return Files.writeString(folder.resolve("test.policy"), content).toString();
  }

  private static AbstractStringAssert<?> assertThatStopped(ThrowingCallable start) {
    Throwable[] stopped = new Throwable[1];
    assertThatThrownBy(start).satisfies(failure -> stopped[0] = failure);
    StringBuilder said = new StringBuilder();
    for (Throwable cause = stopped[0]; cause != null; cause = cause.getCause()) {
      said.append(cause.getMessage()).append('\n');
    }
    return assertThat(said.toString());
  }

  /** The service's own wiring, without what needs a broker or a database. */
  private static ApplicationContext start(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("mneme.writer.stage.enabled", "false");
    all.put("mneme.legacy.enabled", "false");
    all.put("flyway.enabled", "false");
    all.put("mneme.audit-key", KEY);
    all.put("mneme.dlq-key", KEY);
    all.put("mneme.development", "true");
    all.put("mneme.state-dir", Path.of("target", "start-" + UUID.randomUUID()).toString());
    all.put("mneme.kafka-bootstrap", "127.0.0.1:1");
    return ApplicationContext.run(all);
  }
}
