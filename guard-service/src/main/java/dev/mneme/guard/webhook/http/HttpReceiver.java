package dev.mneme.guard.webhook.http;

import dev.mneme.guard.webhook.Attempt;
import dev.mneme.guard.webhook.Notice;
import dev.mneme.guard.webhook.Receiver;
import dev.mneme.guard.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Posts notices, signed. What is answered beside the status is not looked at. */
public final class HttpReceiver implements Receiver, AutoCloseable {

  private static final long LONGEST_RETRY_AFTER = 3600;

  private final HttpClient http;
  private final URI url;
  private final Signature signature;
  private final Duration patience;
  private final InstantSource clock;

  public HttpReceiver(URI url, Signature signature, Duration patience, InstantSource clock) {
    this.url = url;
    this.signature = signature;
    this.patience = patience;
    this.clock = clock;
    // whoever is told is told at that address, and nowhere it points to
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Attempt deliver(Notice notice) throws InterruptedException {
    byte[] body = notice.body();
    String id = notice.id().toString();
    long seconds = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(seconds))
            .header("webhook-signature", signature.of(id, seconds, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      return Attempt.of(answer.statusCode(), retryAfter(answer));
    } catch (IOException e) {
      return new Attempt.Later(e.getClass().getSimpleName(), Optional.empty());
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Math.min(Long.parseLong(value), LONGEST_RETRY_AFTER)));
  }

  @Override
  public void close() {
    http.close();
  }
}
