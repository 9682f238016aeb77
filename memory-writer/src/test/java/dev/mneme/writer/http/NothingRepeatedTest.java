package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.mneme.writer.Sample;
import dev.mneme.writer.outcome.Ending;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What a caller sends wrongly is in no answer and in no log line, with the log configured as in
 * production. Marked values go through every way to be refused.
 */
class NothingRepeatedTest {
  private static final String MARK = "marked.person@example.com";
  private static final String ID = "11111111-1111-4111-8111-111111111111";
  private static final String ADA = Sample.subject(1);
  private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
  private static PrintStream before;
  private static RunningEdge edge;

  private record Attempt(String method, String path, String body) {}

  @BeforeAll
  static void start() throws JoranException {
    before = System.out;
    System.setOut(new PrintStream(LOGGED, true, StandardCharsets.UTF_8));
    configure(NothingRepeatedTest.class.getResource("/logback.xml"));
    edge = RunningEdge.start(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    edge.close();
    System.setOut(before);
    String tests = System.getProperty("logback.configurationFile");
    if (tests != null) {
      configure(Path.of(tests).toUri().toURL());
    }
  }

  private static void configure(URL file) throws JoranException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(file);
  }

  @Test
  void shouldRepeatNothingOfWhatWasWrong() throws Exception {
    List<String> answers = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    for (Attempt attempt : attempts()) {
      for (String token :
          new String[] {edge.tokenOfAll("acme"), null, MARK, MARK + "." + MARK + "." + MARK}) {
        HttpResponse<String> response =
            edge.send(attempt.method(), attempt.path(), token, attempt.body(), "X-Trace-ID", MARK);
        statuses.add(response.statusCode());
        answers.add(attempt + " → " + response.headers().map() + response.body());
      }
    }
    HttpResponse<String> key =
        edge.send(
            "POST",
            "/v1/personal/store",
            edge.tokenOfAll("acme"),
            about("\"text\":\"x\""),
            "Idempotency-Key",
            MARK.repeat(20));
    statuses.add(key.statusCode());
    answers.add(key.headers().map() + key.body());
    InMemoryStage stage = edge.bean(InMemoryStage.class);
    for (Ending ending :
        new Ending[] {
          new Ending.Conflict(UUID.fromString(ID), "duplicate_content"),
          new Ending.NotFound(),
          new Ending.Rejected()
        }) {
      stage.ends(ending);
      HttpResponse<String> response =
          edge.send(
              "POST",
              "/v1/personal/store",
              edge.tokenOfAll("acme"),
              about("\"text\":\"" + MARK + "\""));
      statuses.add(response.statusCode());
      answers.add(response.headers().map() + response.body());
    }
    edge.bean(InMemoryEventLog.class).setAway(true);
    HttpResponse<String> away =
        edge.send(
            "POST",
            "/v1/personal/store",
            edge.tokenOfAll("acme"),
            about("\"text\":\"" + MARK + "\""));
    statuses.add(away.statusCode());
    answers.add(away.body());

    assertThat(statuses).contains(400, 401, 404, 405, 409, 503).doesNotContain(500);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.substring(answer.indexOf(" → ") + 1))
                    .doesNotContain("marked", "bWFya2Vk"));
    assertThat(LOGGED.toString(StandardCharsets.UTF_8))
        .contains("token refused")
        .contains("event not accepted")
        .doesNotContain("marked", "bWFya2Vk");
  }

  private static List<Attempt> attempts() {
    List<Attempt> attempts = new ArrayList<>();
    for (String body :
        new String[] {
          MARK,
          "{\"" + MARK + "\":",
          "{\"text\":\"" + MARK,
          "[\"" + MARK + "\"]",
          "{\"" + MARK + "\":1,\"" + MARK + "\":2}",
          "{\"text\":\"x\",\"subject\":\"" + MARK + "\"}",
          "{\"text\":\"x\",\"tenant\":\"" + MARK + "\"}",
          "{\"text\":\"x\",\"subject\":\"" + ADA + "\",\"tenant\":\"marked\"}",
          about("\"text\":\"x\",\"type\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"status\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"confidence\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"occurred_at\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"tags\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"tags\":[\"" + MARK.repeat(20) + "\"]"),
          about("\"text\":\"x\",\"tags\":[{\"" + MARK + "\":1}]"),
          about("\"text\":\"x\",\"metadata\":{\"" + MARK.repeat(10) + "\":1}"),
          about("\"text\":\"x\",\"metadata\":{\"" + MARK + "\":\"" + MARK.repeat(200) + "\"}"),
          about("\"text\":\"x\",\"ttl\":{\"max_age\":\"" + MARK + "\"}"),
          about("\"text\":\"x\",\"data\":\"" + MARK + "\""),
          about("\"text\":\"x\",\"session\":\"" + MARK.repeat(20) + "\""),
          about("\"text\":\"" + MARK.repeat(1_000) + "\""),
          about("\"text\":{\"" + MARK + "\":1}"),
          about("\"text\":\"x\",\"source_id\":\"" + MARK + "\",\"strategy\":\"" + MARK + "\""),
          about("\"token\":\"" + MARK + "\"")
        }) {
      attempts.add(new Attempt("POST", "/v1/personal/store", body));
      attempts.add(new Attempt("POST", "/v1/personal/reveal", body));
      attempts.add(new Attempt("PATCH", "/v1/personal/memories/" + ID, body));
      attempts.add(new Attempt("POST", "/v1/personal/memories/" + ID + "/merge", body));
    }
    for (String path :
        new String[] {
          "/v1/personal/forget/" + MARK,
          "/v1/personal/forget/" + ID + "?subject=" + MARK,
          "/v1/personal/forget/" + ID + "?subject=" + ADA + "&tenant=" + MARK,
          "/v1/personal/forget/" + ID + "?subject=" + ADA + "&reason=" + MARK.repeat(20),
          "/v1/personal/forget?subject=" + ADA + "&session=" + MARK.repeat(20),
          "/v1/personal/forget?conversation=" + MARK,
          "/v1/personal/memories/" + MARK,
          "/v1/personal/" + MARK,
          "/" + MARK
        }) {
      attempts.add(new Attempt("DELETE", path, null));
      attempts.add(new Attempt("PATCH", path, about("\"text\":\"" + MARK + "\"")));
    }
    return attempts;
  }

  private static String about(String fields) {
    return "{\"tenant\":\"acme\",\"subject\":\"%s\",%s}".formatted(ADA, fields);
  }
}
