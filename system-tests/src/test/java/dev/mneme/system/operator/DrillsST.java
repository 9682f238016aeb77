package dev.mneme.system.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.drill.Drill;
import dev.mneme.cli.drill.Drills;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.token.TokenRequest;
import dev.mneme.system.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every drill, on one stack with a guard whose holds are short. */
class DrillsST {

  private static final Duration SOON = TestStack.PATIENCE;

  private static Stack stack;
  private static JsonHttp http;
  private static MnemeCommand mneme;

  @BeforeAll
  static void start() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("drills")
                .only(
                    EnumSet.of(
                        PartName.KAFKA,
                        PartName.REGISTRY,
                        PartName.POSTGRES,
                        PartName.GUARD,
                        PartName.WRITER,
                        PartName.READER))
                .with(PartName.READER, "MNEME_FAULTS_ENABLED", "true")
                // What is a little late is in time also on a machine that builds and tests at once.
                .with(PartName.READER, "MNEME_READER_LAYER_BUDGET", "PT0.3S")
                .with(PartName.READER, "MNEME_READER_RECALL_BUDGET", "PT0.75S")
                .with(PartName.GUARD, "MNEME_GUARD_HOLD", "PT2S")
                .with(PartName.GUARD, "MNEME_GUARD_HOLD_GROWTH", "1.0")
                .with(PartName.GUARD, "MNEME_GUARD_PROBE_BUDGET", "PT2S"),
            StackListener.SILENT);
    http = new JsonHttp(() -> stack.token(TokenRequest.ofCommand("default")));
    mneme = new MnemeCommand(stack);
  }

  @AfterAll
  static void stop() {
    http.close();
    stack.close();
  }

  @Test
  void shouldSeeWhatEachDrillClaimsAndPutEverythingBack() throws Exception {
    MnemeCommand.Ended ended = mneme.run("drill", "run", "all");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    List<String> passed = new ArrayList<>();
    for (JsonNode drill : ended.document()) {
      assertThat(drill.path("passed").asBoolean()).as(drill.toString()).isTrue();
      assertThat(drill.path("seen")).as(drill.toString()).isNotEmpty();
      passed.add(drill.path("drill").asText());
    }
    assertThat(passed).isEqualTo(Drills.all().stream().map(Drill::name).toList());
    assertThat(faults()).doesNotContain("timeout", "unauthorized", "server_error", "latency");
  }

  @Test
  void shouldPutEverythingBackWhenItIsInterrupted() throws Exception {
    Process drill = mneme.start("drill", "run", "flapping");
    await().atMost(SOON).until(() -> faults().contains("server_error"));

    drill.destroy(); // as Ctrl-C does, it begins the orderly end of the process

    assertThat(drill.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(drill.exitValue()).isNotZero();
    assertThat(faults()).doesNotContain("server_error");
    await().atMost(SOON).until(() -> !guard().contains("\"mode\":\"write_only\""));
  }

  @Test
  void shouldSayWhatIsMissingAndProveNothingWhereTheLayerIsOut() throws Exception {
    String scope = stack.ports().http(PartName.GUARD) + "/v1/guard/scopes/new@local";
    JsonHttp.Answer forced =
        http.post(
            scope + "/force",
            Map.of("mode", "write_only", "ttl", "PT5M", "actor", "ada", "reason", "a test"));
    assertThat(forced.isOk()).as(forced.problem()).isTrue();

    MnemeCommand.Ended ended = mneme.run("drill", "run", "auth-failure");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("new@local is write_only already");
    assertThat(faults()).doesNotContain("unauthorized");
    http.post(scope + "/clear", Map.of("actor", "ada", "reason", "over"));
    await().atMost(SOON).until(() -> !guard().contains("\"mode\":\"write_only\""));
  }

  private static String faults() throws Exception {
    return http.get(stack.ports().http(PartName.READER) + "/v1/admin/faults").body().toString();
  }

  private static String guard() throws Exception {
    return http.get(stack.ports().http(PartName.GUARD) + "/v1/guard/scopes").body().toString();
  }
}
