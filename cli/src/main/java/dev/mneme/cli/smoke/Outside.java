package dev.mneme.cli.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.stack.PartName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Where checks look from: the services over HTTP, with a token and without, and a person made up
 * for this run who has the memory of this run.
 */
public final class Outside {

  static final String WORDS = "smoke rises from the chimney of the bakery";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final JsonHttp http;
  private final JsonHttp nobody;
  private final Deployment deployment;
  private final String subject = UUID.randomUUID().toString().replace("-", "").repeat(2);
  private final String mark = UUID.randomUUID().toString();
  private String memory = "";
  private String token = "";
  private String receipt = "";

  public Outside(JsonHttp http, JsonHttp nobody, Deployment deployment) {
    this.http = http;
    this.nobody = nobody;
    this.deployment = deployment;
  }

  JsonHttp.Answer get(PartName service, String path) throws CommandFailure, InterruptedException {
    return http.get(deployment.http(service) + path);
  }

  JsonHttp.Answer getAsNobody(PartName service, String path)
      throws CommandFailure, InterruptedException {
    return nobody.get(deployment.http(service) + path);
  }

  JsonHttp.Answer post(PartName service, String path, Map<String, ?> body)
      throws CommandFailure, InterruptedException {
    return http.post(deployment.http(service) + path, body);
  }

  String text(PartName service, String path) throws CommandFailure, InterruptedException {
    return http.text(deployment.http(service) + path);
  }

  /** The answer when it is one of success. */
  static JsonNode ok(JsonHttp.Answer answer) throws NotSeen {
    NotSeen.unless(answer.isOk(), "success", answer.problem());
    return answer.body();
  }

  /** A memory that nobody else has, with an address in it that may not be kept. */
  JsonHttp.Answer store() throws CommandFailure, InterruptedException {
    return post(
        PartName.WRITER,
        "/v1/personal/store",
        Map.of(
            "subject",
            subject,
            "text",
            "%s, says smoke-%s@example.com (%s)".formatted(WORDS, mark.substring(0, 8), mark)));
  }

  void stored(JsonNode answer) {
    memory = answer.path("id").asText();
    token = answer.path("consistency_token").asText();
    receipt = answer.path("audit_receipt_id").asText();
  }

  String memory() {
    return memory;
  }

  String receipt() {
    return receipt;
  }

  JsonHttp.Answer recall() throws CommandFailure, InterruptedException {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("subject", subject);
    question.put("query", WORDS);
    if (!token.isEmpty()) {
      question.put("consistency_token", token);
    }
    return post(PartName.READER, "/v1/personal/recall", question);
  }

  JsonHttp.Answer forget() throws CommandFailure, InterruptedException {
    return http.delete(
        "%s/v1/personal/forget?subject=%s&reason=smoke"
            .formatted(deployment.http(PartName.WRITER), subject));
  }

  /**
   * @param look empty as long as it is not there
   */
  static <T> T soon(String what, Callable<Optional<T>> look) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> found = look.call();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new NotSeen("waited %d s for %s".formatted(PATIENCE.toSeconds(), what));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
