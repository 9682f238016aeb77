package dev.mneme.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.smoke.Deployment;
import dev.mneme.stack.PartName;
import java.util.Map;
import java.util.Optional;

/** Asks the services of a deployment what the acts ask for, and remembers what was acknowledged. */
final class Asking {

  private static final String[] THINGS = {
    "harbour", "orchard", "lantern", "violin", "glacier", "market", "compass", "bakery"
  };

  private final JsonHttp http;
  private final String writer;
  private final String reader;
  private final String run;
  private final Acknowledged acknowledged;

  /**
   * @param run in the names of subjects and in texts, so that no two runs meet
   */
  Asking(JsonHttp http, Deployment deployment, String run, Acknowledged acknowledged) {
    this.http = http;
    this.writer = deployment.http(PartName.WRITER);
    this.reader = deployment.http(PartName.READER);
    this.run = run;
    this.acknowledged = acknowledged;
  }

  /** The status of the answer. */
  int take(Arrival arrival) throws CommandFailure, InterruptedException {
    String subject = subject(arrival.subject());
    return switch (arrival.act()) {
      case STORE -> store(subject, arrival.number());
      case RECALL ->
          http.post(
                  reader + "/v1/personal/recall",
                  Map.of("subject", subject, "query", thing(arrival.number())))
              .status();
      case LATEST -> latest(subject);
      case PACK ->
          http.post(
                  reader + "/v1/context-packs/preview",
                  Map.of("subject", subject, "query", thing(arrival.number())))
              .status();
      case FORGET -> {
        Optional<String> memory = acknowledged.toForget(subject);
        yield memory.isPresent() ? forget(subject, memory.get()) : latest(subject);
      }
    };
  }

  String subject(int number) {
    return "hs_load%s%033d".formatted(run, number);
  }

  private static String thing(int number) {
    return THINGS[number % THINGS.length];
  }

  private int store(String subject, int number) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer =
        http.post(
            writer + "/v1/personal/store",
            Map.of(
                "subject",
                subject,
                "text",
                "The %s of note %d of run %s; ask load%d@example.com"
                    .formatted(thing(number), number, run, number)));
    if (answer.isOk()) {
      acknowledged.stored(subject, answer.body().path("id").asText());
    }
    return answer.status();
  }

  private int latest(String subject) throws CommandFailure, InterruptedException {
    return http.get(reader + "/v1/personal/recall?subject=" + subject).status();
  }

  private int forget(String subject, String memory) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer =
        http.delete(
            "%s/v1/personal/forget/%s?subject=%s&reason=load".formatted(writer, memory, subject));
    if (answer.isOk()) {
      acknowledged.forgotten(subject, memory);
    }
    return answer.status();
  }

  /** All that is shown of a subject, up to the most that a recall gives. */
  JsonNode shown(String subject) throws CommandFailure, InterruptedException {
    JsonHttp.Answer answer =
        http.get(
            "%s/v1/personal/recall?subject=%s&limit=%d"
                .formatted(reader, subject, Acknowledged.MOST_OF_A_SUBJECT));
    if (!answer.isOk()) {
      throw new CommandFailure("What was written cannot be read: " + answer.problem());
    }
    return answer.body().path("items");
  }

  /** Everything that is left of a subject of the run. */
  void clear(String subject) throws CommandFailure, InterruptedException {
    http.delete("%s/v1/personal/forget?subject=%s&reason=load".formatted(writer, subject));
  }
}
