package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is started wrongly ends at once and says why in one sentence. */
class StartRefusedST {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir Path folder;

  @Test
  void shouldNotStartWithoutKeysUnlessItIsForDevelopment() throws Exception {
    String said = refusal(PartName.GUARD, Map.of());

    assertThat(said)
        .contains("GuardService does not start: MNEME_JWKS is not set; it must be the file or");
  }

  @Test
  void shouldNotStartWithAMalformedModeAndNameIt() throws Exception {
    String said =
        refusal(PartName.READER, Map.of("MEMORY_LAYER_MODE", "ful", "MNEME_DEVELOPMENT", "true"));

    assertThat(said)
        .contains(
            "MemoryReader does not start: MEMORY_LAYER_MODE is 'ful'; it must be one of off,"
                + " shadow, canary, full");
  }

  private String refusal(PartName service, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx160m",
            "-jar",
            Installation.find().service(service).toString());
    builder.environment().put("MICRONAUT_SERVER_PORT", "-1");
    builder.environment().put("MNEME_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    builder.environment().put("MNEME_STATE_DIR", folder.resolve("state").toString());
    builder.environment().put("MNEME_AUDIT_KEY", KEY);
    builder.environment().put("MNEME_DLQ_KEY", KEY);
    List.of("MNEME_JWKS", "MNEME_DEVELOPMENT").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(said);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isEqualTo(1);
    return text;
  }
}
