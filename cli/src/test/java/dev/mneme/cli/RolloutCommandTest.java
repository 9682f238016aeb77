package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mneme.cli.rollout.InForce;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RolloutCommandTest {

  private static final String SAID =
      """
      {"service": "memory-reader", "instance": "reader-0", "region": "eu", "known": true,
       "rollout": {"mode": "canary", "percent": 5.0, "value": "canary:5",
                   "from": {"source": "command", "actor": "ada", "reason": "step 1",
                            "at": "2026-03-01T12:00:00Z", "offset": 7}},
       "features": [{"name": "write", "on": false, "from": {"source": "command", "offset": 4,
                     "reason": "moving"}},
                    {"name": "memory", "on": true, "from": {"source": "start"}}]}
      """;

  @Test
  void shouldShowWhatEachInstanceObeysAndWhoDoesNotAnswer() throws Exception {
    String text =
        RolloutShowCommand.text(
            List.of(
                said(), new InForce("http://b:1", MissingNode.getInstance(), "nothing answers")));

    assertThat(text)
        .containsPattern("reader-0 +eu +canary:5 +ada +2026-03-01T12:00:00Z +step 1")
        .contains("http://b:1 does not answer: nothing answers")
        .contains("reader-0: write is off (moving)")
        .doesNotContain("memory is off");
  }

  @Test
  void shouldKnowWhetherAnInstanceObeys() throws Exception {
    InForce reader = said();

    assertThat(reader.obeysRollout(7)).isTrue();
    assertThat(reader.obeysRollout(8)).isFalse();
    assertThat(reader.obeysFeature("write", 4)).isTrue();
    assertThat(reader.obeysFeature("write", 5)).isFalse();
    assertThat(reader.obeysFeature("memory", 0)).isFalse();
    assertThat(reader.isIn("*")).isTrue();
    assertThat(reader.isIn("eu")).isTrue();
    assertThat(reader.isIn("us")).isFalse();
  }

  @Test
  void shouldAskForAModeAndAReason() {
    assertThat(used("rollout", "set", "--mode", "off")).isEqualTo(2);
    assertThat(used("rollout", "set", "--reason", "x")).isEqualTo(2);
    assertThat(used("rollout", "switch", "write", "--reason", "x")).isEqualTo(2);
    assertThat(used("rollout", "draw", "ada@example.com")).isEqualTo(2);
  }

  @Test
  void shouldSayWhichSideASubjectIsOn() {
    assertThat(used("rollout", "draw", "0".repeat(64), "--percent", "50")).isZero();
    assertThat(used("rollout", "draw", "0".repeat(64), "--percent", "five")).isEqualTo(2);
  }

  private static int used(String... arguments) {
    CommandLine mneme = Mneme.commandLine();
    mneme.setErr(new PrintWriter(new StringWriter()));
    return mneme.execute(arguments);
  }

  private static InForce said() throws Exception {
    return new InForce("http://a:1", new ObjectMapper().readTree(SAID), "");
  }
}
