package dev.mneme.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.events.MemoryEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks a writer to store memories over HTTP. The only place that knows what a request looks like.
 */
final class StoreRequests implements AutoCloseable {
  /** Created, or accepted: slower than the patience of the writer, which the figures show. */
  private static final Set<Integer> TAKEN = Set.of(201, 202);

  private static final long PATIENCE_SECONDS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Supplier<String> authorization;
  private final Conversation conversation;
  private final URI store;
  private int next;

  /**
   * @param authorization header of the requests of a round, made anew for each
   */
  StoreRequests(String writer, Supplier<String> authorization, long seed) {
    this.authorization = authorization;
    this.conversation = new Conversation(seed);
    this.store = URI.create(writer + "/v1/personal/store");
  }

  /**
   * What a round came to.
   *
   * @param refused how many requests were answered otherwise than with 201 or 202, by status; 0
   *     stands for no answer
   */
  record Round(double[] millis, Map<Integer, Integer> refused) {}

  Round round(int requests, int perSecond) throws InterruptedException, JsonProcessingException {
    HttpRequest[] prepared = new HttpRequest[requests];
    String bearer = authorization.get();
    for (int n = 0; n < requests; n++) {
      prepared[n] = request(conversation.next(next++), bearer);
    }
    double[] millis = new double[requests];
    Map<Integer, Integer> refused = new ConcurrentHashMap<>();
    CountDownLatch answers = new CountDownLatch(requests);
    Schedule.run(
        requests,
        perSecond,
        (n, due) ->
            http.sendAsync(prepared[n], BodyHandlers.discarding())
                .whenComplete(
                    (answer, failure) -> {
                      millis[n] = (System.nanoTime() - due) / 1e6;
                      int status = failure == null ? answer.statusCode() : 0;
                      if (!TAKEN.contains(status)) {
                        refused.merge(status, 1, Integer::sum);
                      }
                      answers.countDown();
                    }));
    if (!answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(answers.getCount() + " requests were never answered");
    }
    return new Round(millis, refused);
  }

  private HttpRequest request(MemoryEvent event, String bearer) throws JsonProcessingException {
    Map<String, Object> body =
        Map.of(
            "subject", event.getSubject(),
            "type", event.getStore().getType(),
            "text", event.getStore().getText(),
            "speaker", event.getStore().getSpeaker(),
            "conversation", event.getStore().getConversation(),
            "session", event.getStore().getSession(),
            "metadata", event.getStore().getMetadata());
    return HttpRequest.newBuilder(store)
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", bearer)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", event.getEventId().toString())
        .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
