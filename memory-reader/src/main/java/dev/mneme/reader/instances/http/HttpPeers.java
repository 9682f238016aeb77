package dev.mneme.reader.instances.http;

import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.PeerCall;
import dev.mneme.reader.instances.PeerReply;
import dev.mneme.reader.instances.PeerStreams;
import dev.mneme.reader.instances.Peers;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other instances over HTTP. One that did not answer is left alone for a moment, so that not
 * every request finds out by itself.
 */
public final class HttpPeers implements Peers, PeerStreams, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpPeers.class);
  private static final long LEFT_ALONE = Duration.ofMillis(500).toNanos();
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final long LARGEST_ANSWER = 64L << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("peer-streams").daemon().factory());
  private final Semaphore places;
  private final Map<URI, Long> awayUntil = new ConcurrentHashMap<>();

  /**
   * @param atOnce most calls that wait for an answer; more are not made
   */
  public HttpPeers(int atOnce) {
    this.places = new Semaphore(atOnce);
  }

  @Override
  public PeerReply ask(Instance peer, PeerCall call, Duration within) {
    Optional<String> unasked = whyNot(peer);
    if (unasked.isPresent()) {
      return new PeerReply.Away(unasked.get());
    }
    try {
      HttpResponse<byte[]> response =
          begun(
              peer,
              call,
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER),
              within);
      return new PeerReply.Answered(response.statusCode(), headers(response), response.body());
    } catch (NoAnswer e) {
      return new PeerReply.Away(e.because);
    } finally {
      places.release();
    }
  }

  @Override
  public PeerStream open(Instance peer, PeerCall call, Duration within) {
    Optional<String> unasked = whyNot(peer);
    if (unasked.isPresent()) {
      return new PeerStream.Away(unasked.get());
    }
    boolean opened = false;
    try {
      HttpResponse<InputStream> response = begun(peer, call, BodyHandlers.ofInputStream(), within);
      InputStream body =
          new BoundedStream(response.body(), LONGEST_PAUSE, watching, places::release);
      opened = true;
      return new PeerStream.Open(response.statusCode(), headers(response), body);
    } catch (NoAnswer e) {
      return new PeerStream.Away(e.because);
    } finally {
      if (!opened) {
        places.release();
      }
    }
  }

  /** Takes a place for the call, which is to be given back; or says why it is not made. */
  private Optional<String> whyNot(Instance peer) {
    Long until = awayUntil.get(peer.address());
    if (until != null && System.nanoTime() - until < 0) {
      return Optional.of(peer.name() + " did not answer a moment ago");
    }
    return places.tryAcquire()
        ? Optional.empty()
        : Optional.of("too many calls to other instances wait for an answer");
  }

  /** The other instance does not answer. */
  private static final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    private final String because;

    NoAnswer(String because) {
      super(because);
      this.because = because;
    }
  }

  private <T> HttpResponse<T> begun(
      Instance peer, PeerCall call, BodyHandler<T> handler, Duration within) throws NoAnswer {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(peer, call), handler);
    try {
      HttpResponse<T> response = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      awayUntil.remove(peer.address());
      return response;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw away(peer, "%s did not answer in %d ms".formatted(peer.name(), within.toMillis()));
    } catch (ExecutionException e) {
      log.debug("another instance could not be asked instance={}", peer.name(), e.getCause());
      throw away(peer, peer.name() + " is not reached");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswer("the request was interrupted");
    }
  }

  private NoAnswer away(Instance peer, String because) {
    if (awayUntil.put(peer.address(), System.nanoTime() + LEFT_ALONE) == null) {
      log.warn("another instance does not answer because=\"{}\"", because);
    }
    return new NoAnswer(because);
  }

  private static HttpRequest request(Instance peer, PeerCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(peer.address() + call.pathAndQuery()))
            .method(
                call.method(),
                call.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach(request::setHeader);
    return request.build();
  }

  private static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  @Override
  public void close() {
    watching.shutdownNow();
    http.shutdownNow();
  }
}
