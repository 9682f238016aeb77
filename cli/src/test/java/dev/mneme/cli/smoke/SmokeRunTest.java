package dev.mneme.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeRunTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<SmokeCheck> checks =
      List.of(
          new SmokeCheck("first", "", false, _ -> "seen"),
          new SmokeCheck(
              "second",
              "",
              false,
              _ -> {
                throw new CommandFailure("not there");
              }),
          new SmokeCheck("third", "", true, _ -> "written"));

  @Test
  void shouldGoOnBehindACheckThatFails() throws Exception {
    assertThat(run(false, LONG))
        .extracting(Checked::name, Checked::passed, Checked::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("first", true, "seen"),
            org.assertj.core.groups.Tuple.tuple("second", false, "not there"),
            org.assertj.core.groups.Tuple.tuple("third", true, "written"));
  }

  @Test
  void shouldWriteNothingWhenItMayOnlyRead() throws Exception {
    assertThat(run(true, LONG)).extracting(Checked::name).containsExactly("first", "second");
  }

  @Test
  void shouldCallWhatItHadNoTimeForAFailure() throws Exception {
    assertThat(run(false, Duration.ofNanos(-1)))
        .hasSize(3)
        .allSatisfy(checked -> assertThat(checked.passed()).isFalse());
  }

  private List<Checked> run(boolean readOnly, Duration within) throws Exception {
    Deployment nowhere = Deployment.at("http://127.0.0.1:1");
    try (JsonHttp http = new JsonHttp(() -> "")) {
      return new SmokeRun(new Outside(http, http, nowhere), readOnly, within).run(checks, _ -> {});
    }
  }
}
